// name: oil-film
// description: An iridescent film of oil spreading on wet asphalt, with clouds in its reflection.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "cosine_palette.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "rnd.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.8, 1.8, 1.0), q = p;
    for (int i = 0; i < 4; i++) {
        float k = 1.0 + 0.6 * float(i);
        q += rnd(10 + i, 0.2, 0.55) / k * sin(k * q.yx * vec2(1.3, 1.7) + 6.2831853 * rnd(20 + i) + 0.3 * iTime);
    }
    float film = fbm(0.7 * q, 3), grit = fbm(7.0 * p, 3), sky = fbm(0.5 * p - 0.12 * iTime + 80.0, 4);
    vec3 asphalt = (0.02 + 0.3 * grit * grit) * mix(vec3(0.85, 0.95, 1.1), vec3(1.1, 1.0, 0.9), rnd(1));
    float edge = rnd(2, 0.38, 0.52), inside = ease(edge, edge + 0.02, film);
    float order = rnd(3, 2.0, 5.0) * film + rnd(4);
    vec3 swing = vec3(rnd(5, 0.1, 0.3)) * ease(0.85, 0.45, film);
    vec3 colours =
        cosine_palette(order, vec3(0.4), swing, vec3(1.0, 1.1, 1.25), vec3(0.0, rnd(6, 0.2, 0.4), rnd(7, 0.5, 0.8)));
    vec3 colour = mix(asphalt, colours * (0.25 + 1.3 * sky) + 0.5 * asphalt, inside);
    colour += vec3(0.75, 0.85, 1.0) * smoothstep(0.5, 0.8, sky) * (0.15 + 0.5 * inside);
    fragColor = acquire(colour * (0.85 + 0.3 * grit), fragCoord);
}
