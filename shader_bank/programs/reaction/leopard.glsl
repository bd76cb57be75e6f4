// name: leopard
// description: A leopard's rosettes: broken dark rings about tawny spots, sizes changing over the hide.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash2.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "swatch.glsl"
#include "view.glsl"
#include "voronoi.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.9, 2.1, 1.0);
    float body = fbm(0.3 * p + 0.05 * iTime, 3), body_beside = fbm(0.3 * (p + 0.07) + 0.05 * iTime, 3);
    vec2 bend = 0.35 * (vec2(fbm(1.2 * p, 2), fbm(1.2 * p + 40.0, 2)) - 0.5) + 0.9 * body;
    vec4 cell = voronoi(p + bend, rnd(1, 0.6, 0.95));
    vec2 h = hash2(cell.zw);
    float lumps = fbm(2.6 * p + 9.0 * h, 2) - 0.5;
    float inside = cell.y + 0.25 * lumps - rnd(2, 0.06, 0.12) - 0.08 * h.x;
    float thick = rnd(3, 0.07, 0.15) * (0.6 + 0.8 * h.y);
    float gaps = smoothstep(0.05, 0.12, abs(fbm(1.5 * p + 70.0, 2) - 0.5) + 0.03);
    float ring =
        smoothstep(0.0, 0.03, inside) * mix(1.0, ease(thick + 0.03, thick, inside), step(h.x, rnd(4, 0.5, 1.0))) * gaps;
    float centre = ease(thick, thick + 0.06, inside);
    float hair = fbm((rotate2d(6.28 * rnd(8)) * p + 0.5 * body) * vec2(18.0, 4.0), 2);
    vec3 tawny = swatch(rnd(5), clamp(0.72 + 0.9 * (body - 0.5) + 0.35 * (hair - 0.5), 0.0, 1.0));
    tawny = mix(tawny, swatch(rnd(6), clamp(0.55 + 0.4 * (hair - 0.5), 0.0, 1.0)), centre);
    vec3 colour = mix(tawny, swatch(rnd(7), clamp(0.12 + 0.3 * (hair - 0.4), 0.0, 1.0)), ring);
    fragColor = acquire(colour * clamp(1.0 + 7.0 * (body_beside - body), 0.4, 1.6), fragCoord);
}
