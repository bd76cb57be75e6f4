// name: foam
// description: Soap bubbles of two sizes with bright rims, thin-film colours and a reflected window.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "cosine_palette.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.7, 1.5, 1.0), inside = vec2(9.0);
    vec3 look = vec3(0.0);
    float behind = 1.0, dense = rnd(1, 0.05, 0.5);
    // Only the front bubble is painted in full; those behind it are seen as rims.
    for (int i = 0; i < 18; i++) {
        float layer = float(i / 9), scale = 2.2 - layer;
        vec2 q = scale * p + vec2(0.0, 0.08 * iTime * (1.0 + layer)) + 17.0 * layer;
        vec2 home = floor(q) + vec2(i % 3, (i / 3) % 3) - 1.0;
        vec3 h = hash3(vec3(home, layer));
        vec2 r = (q - home - 0.2 - 0.6 * h.xy) / (0.28 + 0.24 * h.z);
        float r_2 = dot(r, r);
        if (r_2 < 1.0 && fract(h.z * 11.0) > dense) {
            behind *= 1.0 - 0.55 * smoothstep(0.6, 1.0, dot(inside, inside)) * step(dot(inside, inside), 1.0);
            inside = r;
            look = h;
        }
    }
    vec3 colour = ramp(0.25 + 0.9 * fbm(0.7 * p, 4), 0);
    float r_2 = dot(inside, inside);
    if (r_2 < 1.0) {
        float z = sqrt(1.0 - r_2), rim = (1.0 - z) * (1.0 - z);
        float swirl = inside.y + 0.4 * gradient_noise(1.3 * inside + 20.0 * look.xy + 0.2 * iTime);
        vec3 film =
            cosine_palette(1.1 * swirl + look.x, vec3(0.5), vec3(0.3), vec3(1.0, 1.15, 1.3), vec3(0.0, 0.3, 0.6));
        vec2 pane = abs(inside - vec2(-0.35, 0.4));
        float window = ease(0.2, 0.15, max(pane.x, pane.y)) * smoothstep(0.02, 0.05, min(pane.x, pane.y));
        colour = mix(colour * behind * (0.4 + 0.5 * z), film * 1.1, 0.25 + 0.65 * rim) + 0.8 * window + 0.3 * rim;
        colour *= 0.3 + 0.7 * ease(1.0, 0.88, r_2);
    }
    fragColor = acquire(colour, fragCoord);
}
