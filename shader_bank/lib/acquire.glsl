// What a camera does last: vignette, shoulder, sRGB, tone curve, grain. Linear light in, code values in [0.01, 0.99]
// out. The strengths of vignette, tone curve and grain come from iSeed; the grain does not move. Licence MIT.
#include "rnd.glsl"
#include "srgb.glsl"
vec4 acquire(vec3 linear, vec2 fragCoord) {
    vec2 q = fragCoord / iResolution.xy - 0.5;
    vec3 x = max(linear, 0.0) * (1.0 - rnd(901, 0.0, 0.9) * dot(q, q));
    x = min(x, 0.6) + 0.38 * (1.0 - exp(-max(x - 0.6, 0.0) / 0.38));
    // The sum of two uniform numbers less one: a tent, as a cheap stand-in for a bell.
    uint bits = pcg(uint(fragCoord.x) + 16411u * uint(fragCoord.y) + iSeed);
    float grain = float(bits & 0xFFFFu) * 1.5259e-5 + float(bits >> 16u) * 1.5259e-5 - 1.0;
    vec3 code = srgb(x);
    code = mix(code, code * code * (3.0 - 2.0 * code), rnd(900));
    return vec4(clamp(code + 0.06 * rnd(902) * rnd(903) * grain, 0.01, 0.99), 1.0);
}
