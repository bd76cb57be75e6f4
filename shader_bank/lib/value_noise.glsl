// Value noise in [0, 1): random numbers at whole coordinates, joined by a quintic. Licence MIT.
#include "pcg.glsl"
#include "unit.glsl"
float value_noise(vec2 p) {
    vec2 cell = floor(p), f = p - cell, u = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
    uvec2 a = uvec2(ivec2(cell)) * uvec2(0x9E3779B1u, 0x85EBCA77u), b = a + uvec2(0x9E3779B1u, 0x85EBCA77u);
    float low = mix(unit(pcg(a.x ^ a.y)), unit(pcg(b.x ^ a.y)), u.x);
    float high = mix(unit(pcg(a.x ^ b.y)), unit(pcg(b.x ^ b.y)), u.x);
    return mix(low, high, u.y);
}

float value_noise(vec3 p) {
    vec3 cell = floor(p), f = p - cell, u = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
    uvec3 odd = uvec3(0x9E3779B1u, 0x85EBCA77u, 0xC2B2AE3Du);
    uvec3 a = uvec3(ivec3(cell)) * odd, b = a + odd;
    uvec4 corner = uvec4(a.x ^ a.y, b.x ^ a.y, a.x ^ b.y, b.x ^ b.y);
    vec4 near, far;
    for (int i = 0; i < 4; i++) {
        near[i] = unit(pcg(corner[i] ^ a.z));
        far[i] = unit(pcg(corner[i] ^ b.z));
    }
    vec4 layer = mix(near, far, u.z);
    vec2 row = mix(layer.xz, layer.yw, u.x);
    return mix(row.x, row.y, u.y);
}
