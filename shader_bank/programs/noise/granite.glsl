// name: granite
// description: Polished granite: interlocking grains of five minerals, flecks of mica, broad reflections.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash1.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.6, 1.6, 1.0);
    vec2 drift = 0.05 * iTime * vec2(rnd(1) - 0.5, 1.0);
    float best = -1.0, second = -1.0, which = 0.0;
    for (int i = 0; i < 5; i++) {
        vec2 q = (p + drift * (float(i) - 2.0)) * rnd(10 + i, 2.0, 8.0) + 17.0 * float(i);
        float share = fbm(q, 2) + rnd(20 + i, 0.0, 0.16);
        second = max(second, min(best, share));
        if (share > best) {
            best = share;
            which = float(i);
        }
    }
    float crystal = fbm(p * 9.0 + 50.0 * which, 2);
    vec3 colour = swatch(fract(rnd(2) + 0.23 * which), 0.12 + 0.19 * which + 0.25 * (crystal - 0.5));
    colour *= 0.7 + 0.3 * smoothstep(0.0, 0.06, best - second);
    vec2 fleck = 11.0 * p;
    colour *= 1.0 - 0.8 * step(hash1(floor(fleck)), 0.07) * ease(0.5, 0.3, length(fract(fleck) - 0.5));
    float vein = abs(fbm(0.5 * p + 3.0, 4) - 0.5) * 14.0;
    colour = mix(colour, swatch(rnd(3), 0.93), 0.75 * exp(-vein * vein * rnd(4, 3.0, 20.0)));
    float gloss = fbm(0.4 * p + 0.15 * iTime, 2);
    fragColor = acquire(colour * (0.35 + 1.2 * gloss) + 0.25 * smoothstep(0.6, 0.8, gloss), fragCoord);
}
