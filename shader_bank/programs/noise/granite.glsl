// name: granite
// description: Polished granite: interlocking grains of four minerals, cut by thin veins.
// author: procimg developers
// licence: MIT
#include "view.glsl"
#include "fbm.glsl"
#include "ridged.glsl"
#include "swatch.glsl"
#include "acquire.glsl"
void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.8, 2.2, 1.0);
    vec2 drift = 0.06 * iTime * vec2(rnd(1) - 0.5, 1.0);
    float best = -1.0, second = -1.0, which = 0.0;
    for (int i = 0; i < 4; i++) {
        float share = fbm((p + drift * float(i)) * rnd(10 + i, 1.2, 4.5) + 17.0 * float(i), 3) + rnd(20 + i, 0.0, 0.14);
        second = max(second, min(best, share));
        if (share > best) {
            best = share;
            which = float(i);
        }
    }
    float crystal = fbm(p * 6.0 + 50.0 * which, 2);
    vec3 colour = swatch(fract(rnd(2) + 0.29 * which), 0.15 + 0.25 * which + 0.2 * (crystal - 0.5));
    colour *= 0.65 + 0.35 * smoothstep(0.0, 0.05, best - second);
    float vein = smoothstep(0.9, 0.97, ridged(0.35 * p + 3.0 + 0.1 * crystal, 2));
    colour = mix(colour, swatch(rnd(3), 0.92), 0.8 * vein);
    float gloss = fbm(0.3 * p + 0.15 * iTime, 2);
    fragColor = acquire(colour * (0.6 + 0.8 * gloss), fragCoord);
}
