// name: crackle-glaze
// description: Pottery under a crackled glaze: two nets of hair cracks over brushed bands and running drips.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "hash2.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"
#include "voronoi.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.9, 2.0, 0.1);
    float wobble = gradient_noise(0.9 * p), body = fbm(3.5 * p, 4);
    vec4 coarse = voronoi(1.1 * p + 0.25 * wobble, 1.0), fine = voronoi(3.1 * p + 0.2 * wobble + coarse.zw * 3.0, 0.9);
    float drip = p.y + 0.7 * fbm(vec2(1.6 * p.x, 3.0), 3) * (1.0 + 0.4 * sin(0.3 * iTime + 2.0 * p.x)) + 0.12 * wobble;
    float row = drip * rnd(1, 0.35, 0.9), band = floor(row), into = row - band;
    vec2 h = hash2(vec2(band, floor(999.0 * rnd(2)))), below = hash2(vec2(band - 1.0, floor(999.0 * rnd(2))));
    vec3 glaze = swatch(h.x, clamp(0.15 + 0.7 * h.y + 0.5 * (body - 0.5), 0.0, 1.0));
    vec3 under = swatch(below.x, clamp(0.15 + 0.7 * below.y + 0.5 * (body - 0.5), 0.0, 1.0));
    glaze = mix(under * (0.6 + 3.0 * into), glaze, smoothstep(0.04, 0.12, into));
    float tone = 0.9 + 0.35 * (hash2(coarse.zw + 9.0).x - 0.5) + 0.2 * (hash2(fine.zw).y - 0.5);
    float crack =
        ease(rnd(3, 0.015, 0.04), 0.0, coarse.y) + 0.6 * ease(0.05, 0.0, fine.y) * step(hash2(coarse.zw).x, rnd(4));
    vec3 stain = swatch(rnd(5), rnd(6) < 0.7 ? 0.08 : 0.95);
    vec3 colour = mix(glaze * tone, stain, clamp(crack, 0.0, 0.85));
    float shine = fbm(vec2(0.9, 0.35) * p + vec2(0.0, 0.12 * iTime) + 60.0, 3);
    fragColor = acquire(colour * (0.6 + 0.8 * shine) + 0.5 * smoothstep(0.62, 0.72, shine), fragCoord);
}
