// name: fur
// description: Fur that lies along a combed field, in patches of several colours, lit along the hairs.
// author: procimg developers
// licence: MIT
#include "view.glsl"
#include "hash3.glsl"
#include "fbm.glsl"
#include "swatch.glsl"
#include "acquire.glsl"
void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.7, 1.5, 1.0);
    vec2 wave = vec2(fbm(0.9 * p + 0.05 * iTime, 2), fbm(0.9 * p + 30.0, 2)) - 0.5, comb = normalize(wave + vec2(rnd(1) - 0.5, 0.3) * 0.3 + 1e-4);
    float dark = 0.0, best = -1.0;
    vec2 root = p;
    vec3 hair = vec3(0.5);
    for (int layer = 0; layer < 4; layer++) {
        // Each layer is a skewed grid of hairs; the one that lies highest here is seen.
        vec2 q = p + 0.37 * float(layer), along = comb;
        along = rotate2d(0.5 * (float(layer) - 1.5) * 0.35) * along;
        vec2 r = vec2(dot(q, along), along.x * q.y - along.y * q.x) * vec2(3.2, 15.0);
        r.y += 0.5 * gradient_noise(vec2(0.9 * r.x, 0.12 * r.y + 9.0 * float(layer)));
        vec2 cell = vec2(0.0, floor(r.y));
        float shift = hash3(vec2(cell.y, float(layer))).x;
        cell.x = floor(r.x + shift);
        vec2 into = vec2(fract(r.x + shift), fract(r.y) - 0.5);
        vec3 h = hash3(vec3(cell, float(layer)));
        float width = 0.5 * (1.0 - into.x) + 0.06, high = h.z + 0.5 * into.x + 0.25 * float(layer);
        if (abs(into.y) < width && high > best) {
            best = high;
            dark = abs(into.y) / width;
            hair = vec3(h.xy, into.x);
            root = p - comb * into.x / 3.2;
        }
    }
    float patch_ = fbm(1.1 * root + 70.0, 3), spots = fbm(rnd(2, 2.0, 4.0) * root + 20.0, 2);
    float which = patch_ > rnd(3, 0.42, 0.58) ? rnd(4) : rnd(5), tone = patch_ > rnd(3, 0.42, 0.58) ? rnd(6, 0.55, 0.9) : rnd(7, 0.15, 0.6);
    if (spots > rnd(8, 0.55, 0.75)) tone *= 0.35;
    float light = 0.45 + 0.7 * hair.z + 0.35 * dot(comb, vec2(cos(0.4 * iTime), sin(0.4 * iTime))) - 0.45 * dark;
    fragColor = acquire(swatch(which, clamp(tone + 0.25 * (hair.x - 0.5), 0.0, 1.0)) * clamp(light, 0.12, 1.6), fragCoord);
}
