// What a camera does last: vignette, shoulder, grain, sRGB. Linear light in, code values out, within [0.01, 0.99].
// Strength of vignette and grain come from iSeed; the grain does not move. Licence MIT.
#include "rnd.glsl"
#include "hash2.glsl"
#include "srgb.glsl"
vec4 acquire(vec3 linear, vec2 fragCoord) {
    vec2 q = fragCoord / iResolution.xy - 0.5;
    vec3 x = max(linear, 0.0) * (1.0 - rnd(901, 0.0, 0.9) * dot(q, q));
    vec3 over = max(x - 0.6, 0.0);
    x = min(x, 0.6) + 0.38 * (1.0 - exp(-over / 0.38));
    vec2 noise = hash2(vec3(fragCoord, 5.0 + 64.0 * rnd(903)));
    float grain = rnd(902, 0.0, 0.05) * (noise.x + noise.y - 1.0);
    return vec4(clamp(srgb(x) + grain, 0.01, 0.99), 1.0);
}
