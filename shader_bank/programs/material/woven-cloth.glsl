// name: woven-cloth
// description: A woven cloth close by: warp over weft in a twill of coloured yarns, with lint and folds.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "hash2.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 s = view(fragCoord, 0.8, 1.6, 1.0);
    float fold = fbm(0.8 * s + 0.08 * iTime, 3);
    vec2 p = rnd(1, 3.5, 6.5) * (s + 0.25 * fold), cell = floor(p), q = p - cell - 0.5;
    float over = float(1 + rnd(2, 3)), stride = float(1 + rnd(3, 2));
    bool warp_up = mod(cell.x * stride + cell.y, over + 1.0 + float(rnd(4, 2))) < over;
    if (rnd(5) < 0.3) warp_up = mod(cell.x + cell.y, 2.0) < 1.0;
    vec2 yarn = warp_up ? q : q.yx;
    float which = warp_up ? cell.x : cell.y;
    // Stripes of the sett: runs of yarns share a colour.
    float run = floor(which / rnd(6, 2.0, 7.0));
    vec2 h = hash2(vec2(mod(run, 9.0), warp_up ? floor(999.0 * rnd(7)) : floor(999.0 * rnd(rnd(8) < 0.6 ? 7 : 9))));
    float round_ = sqrt(max(1.0 - 3.6 * yarn.x * yarn.x, 0.0)), arch = 1.0 - 1.6 * yarn.y * yarn.y;
    float fibre = fbm(vec2(14.0 * yarn.x + 4.0 * yarn.y, 3.0 * yarn.y + 2.0 * which), 2);
    float tone = 0.1 + 0.75 * h.y + 0.4 * (fibre - 0.5);
    vec3 colour = swatch(h.x, clamp(tone, 0.0, 1.0)) * (0.25 + 0.9 * round_ * arch);
    float fold_beside = fbm(0.8 * (s + 0.04) + 0.08 * iTime, 3);
    fragColor = acquire(colour * clamp(1.05 + 7.0 * (fold_beside - fold), 0.35, 1.7), fragCoord);
}
