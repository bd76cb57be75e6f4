// name: marble-hall
// description: Marble slabs set in a pattern, each with its own veins, polished under moving window light.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.7, 1.7, 1.0);
    vec2 cell = floor(p), q = p - cell - 0.5;
    // A slab, cut again by a seeded figure: a disc, a lozenge or a smaller square.
    float figure = rnd(1), cut = rnd(2, 0.28, 0.46);
    float d = figure < 0.33   ? length(q) - cut
              : figure < 0.66 ? abs(q.x) + abs(q.y) - cut * 1.25
                              : max(abs(q.x), abs(q.y)) - cut;
    float inside = step(d, 0.0), parity = mod(cell.x + cell.y, 2.0);
    vec3 h = hash3(vec3(cell, inside + 2.0 * floor(99.0 * rnd(3))));
    vec2 r = rotate2d(6.2831853 * h.x) * q + 20.0 * h.yz;
    float warp_ = fbm(1.5 * r, 3), vein = abs(fbm(vec2(0.9, 1.8) * r + 1.5 * warp_, 4) - 0.5) * 2.0;
    float fine = abs(fbm(3.0 * r + 2.0 * warp_ + 9.0, 3) - 0.5);
    float tone = 0.9 * pow(clamp(vein * 2.2, 0.0, 1.0), 0.6) - 0.25 * exp(-30.0 * fine) + 0.1 * (h.y - 0.5);
    int stone = inside > 0.5 ? 1 : (parity > 0.5 && rnd(4) < 0.6 ? 2 : 0);
    if (rnd(5 + stone) < 0.4) tone = 1.0 - tone;
    vec3 colour = ramp(clamp(tone, 0.03, 1.0), stone);
    vec2 gap = 0.5 - abs(q);
    colour *= 0.35 + 0.65 * smoothstep(0.0, 0.015, min(min(gap.x, gap.y), abs(d)));
    vec2 pane = rotate2d(rnd(9, 0.0, 6.28)) * (p + 0.15 * iTime) * 0.4;
    vec2 bars = abs(fract(pane) - 0.5);
    float sun = ease(0.44, 0.36, bars.x) * ease(0.4, 0.3, bars.y);
    fragColor = acquire(colour * (0.6 + 0.55 * sun) + 0.12 * sun, fragCoord);
}
