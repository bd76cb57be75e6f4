// name: oil-film
// description: An iridescent film of oil spreading on wet, gritty asphalt.
// author: procimg developers
// licence: MIT
#include "view.glsl"
#include "fbm.glsl"
#include "cosine_palette.glsl"
#include "acquire.glsl"
void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.8, 2.0, 1.0), q = p;
    for (int i = 0; i < 4; i++) {
        float k = 1.0 + 0.6 * float(i);
        q += rnd(10 + i, 0.3, 0.7) / k * sin(k * q.yx * vec2(1.3, 1.7) + 6.2831853 * rnd(20 + i) + 0.3 * iTime);
    }
    float film = fbm(0.8 * q, 3);
    float grit = fbm(9.0 * p, 3), pits = smoothstep(0.3, 0.7, fbm(16.0 * p + 30.0, 2));
    vec3 asphalt = vec3(0.05 + 0.4 * grit * grit) * mix(vec3(0.85, 0.95, 1.1), vec3(1.1, 1.0, 0.9), rnd(1)) * (0.5 + pits);
    float edge = rnd(2, 0.35, 0.5), inside = smoothstep(edge, edge + 0.03, film);
    vec3 colours = cosine_palette(rnd(3, 2.5, 6.0) * film + rnd(4), vec3(0.5), vec3(rnd(5, 0.2, 0.45)), vec3(1.0, 1.1, 1.25), vec3(0.0, rnd(6, 0.2, 0.4), rnd(7, 0.5, 0.8)));
    vec3 colour = mix(asphalt, colours * colours * 0.9 + 0.6 * asphalt, inside * (0.55 + 0.45 * pits));
    float sheen = smoothstep(0.55, 0.75, fbm(0.45 * p - 0.1 * iTime + 80.0, 2));
    fragColor = acquire(colour * (0.8 + 0.5 * grit) + 0.5 * sheen * (0.3 + 0.7 * inside), fragCoord);
}
