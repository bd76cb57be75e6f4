// name: star-field
// description: A bright nebula with dust lanes and stars of many sizes, the large ones with spikes.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "ridged.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.9, 2.0, 1.0);
    vec2 q = p + 0.5 * (vec2(fbm(p + 0.03 * iTime, 3), fbm(p + 19.0, 3)) - 0.5);
    float gas = fbm(q, 4), glow = fbm(0.6 * q + 40.0, 3), lanes = ridged(1.1 * q + 7.0, 4);
    vec3 colour = ramp(1.5 * gas - 0.25, 0) * (0.35 + glow) + ramp(1.7 * glow - 0.35, 1) * smoothstep(0.4, 0.7, glow);
    colour *= 1.0 - rnd(1, 0.4, 0.9) * smoothstep(0.35, 0.8, lanes);
    for (int i = 0; i < 5; i++) {
        float scale = 14.0 / (1.0 + 1.1 * float(i));
        vec2 r = scale * (p + 0.01 * iTime * float(i)) + 57.0 * float(i);
        vec3 h = hash3(vec3(floor(r), float(i)));
        vec2 away = fract(r) - 0.25 - 0.5 * h.xy;
        float size = 0.02 + 0.05 * h.z * h.z, d_2 = dot(away, away);
        float spikes = exp(-160.0 * min(away.x * away.x, away.y * away.y) / (size + 0.02)) * exp(-9.0 * sqrt(d_2)) *
                       step(3.0, float(i));
        float twinkle = 0.7 + 0.3 * sin(2.0 * iTime + 40.0 * h.x);
        float edge = ease(0.25, 0.1, max(abs(away.x), abs(away.y)));
        colour += swatch(fract(h.z * 7.0), 0.95) * twinkle * edge * step(h.y, rnd(2, 0.35, 0.9)) *
                  (ease(4.0 * size * size, 0.3 * size * size, d_2) + 0.5 * spikes + 0.006 / (d_2 + 0.02));
    }
    fragColor = acquire(colour, fragCoord);
}
