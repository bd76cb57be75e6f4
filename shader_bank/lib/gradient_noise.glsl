// Gradient noise, about in [-1, 1] with mean 0: random slopes at whole coordinates, joined by a quintic.
// Perlin, "Improving Noise", SIGGRAPH 2002, with hashed instead of tabled gradients. Licence MIT.
#include "slope_at.glsl"
float gradient_noise(vec2 p) {
    vec2 cell = floor(p), f = p - cell, g = f - 1.0, u = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
    uvec2 odd = uvec2(0x9E3779B1u, 0x85EBCA77u), a = uvec2(ivec2(cell)) * odd, b = a + odd;
    float low = mix(slope_at(a.x ^ a.y, f), slope_at(b.x ^ a.y, vec2(g.x, f.y)), u.x);
    float high = mix(slope_at(a.x ^ b.y, vec2(f.x, g.y)), slope_at(b.x ^ b.y, g), u.x);
    return 1.7 * mix(low, high, u.y);
}

float gradient_noise(vec3 p) {
    vec3 cell = floor(p), f = p - cell, g = f - 1.0, u = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
    uvec3 odd = uvec3(0x9E3779B1u, 0x85EBCA77u, 0xC2B2AE3Du), a = uvec3(ivec3(cell)) * odd, b = a + odd;
    uint aa = a.x ^ a.y, ba = b.x ^ a.y, ab = a.x ^ b.y, bb = b.x ^ b.y;
    float near_low = mix(slope_at(aa ^ a.z, f), slope_at(ba ^ a.z, vec3(g.x, f.yz)), u.x);
    float near_high = mix(slope_at(ab ^ a.z, vec3(f.x, g.y, f.z)), slope_at(bb ^ a.z, vec3(g.xy, f.z)), u.x);
    float far_low = mix(slope_at(aa ^ b.z, vec3(f.xy, g.z)), slope_at(ba ^ b.z, vec3(g.x, f.y, g.z)), u.x);
    float far_high = mix(slope_at(ab ^ b.z, vec3(f.x, g.yz)), slope_at(bb ^ b.z, g), u.x);
    return 1.6 * mix(mix(near_low, near_high, u.y), mix(far_low, far_high, u.y), u.z);
}
