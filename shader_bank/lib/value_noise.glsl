// Value noise in [0, 1): random numbers at whole coordinates, joined by a quintic. Licence MIT.
#include "pcg.glsl"
#include "unit.glsl"
float value_noise(vec2 p) {
    vec2 cell = floor(p), f = p - cell, u = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
    uvec2 odd = uvec2(0x9E3779B1u, 0x85EBCA77u), a = uvec2(ivec2(cell)) * odd, b = a + odd;
    float low = mix(unit(pcg(a.x ^ a.y)), unit(pcg(b.x ^ a.y)), u.x);
    float high = mix(unit(pcg(a.x ^ b.y)), unit(pcg(b.x ^ b.y)), u.x);
    return mix(low, high, u.y);
}

float value_noise(vec3 p) {
    vec3 cell = floor(p), f = p - cell, u = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
    uvec3 odd = uvec3(0x9E3779B1u, 0x85EBCA77u, 0xC2B2AE3Du), a = uvec3(ivec3(cell)) * odd, b = a + odd;
    uint aa = a.x ^ a.y, ba = b.x ^ a.y, ab = a.x ^ b.y, bb = b.x ^ b.y;
    float near_low = mix(unit(pcg(aa ^ a.z)), unit(pcg(ba ^ a.z)), u.x);
    float near_high = mix(unit(pcg(ab ^ a.z)), unit(pcg(bb ^ a.z)), u.x);
    float far_low = mix(unit(pcg(aa ^ b.z)), unit(pcg(ba ^ b.z)), u.x);
    float far_high = mix(unit(pcg(ab ^ b.z)), unit(pcg(bb ^ b.z)), u.x);
    return mix(mix(near_low, near_high, u.y), mix(far_low, far_high, u.y), u.z);
}
