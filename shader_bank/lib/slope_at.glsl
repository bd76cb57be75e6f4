// Dot product of a hashed slope, uniform in [-1, 1) along each axis,
// with the way `away` from its lattice point. Licence MIT.
#include "pcg.glsl"
float slope_at(uint key, vec2 away) {
    uint bits = pcg(key);
    return dot(vec2(bits & 0xFFFFu, bits >> 16u) * 3.0518e-5 - 1.0, away);
}

float slope_at(uint key, vec3 away) {
    uint bits = pcg(key);
    return dot(vec3(bits & 0x7FFu, (bits >> 11u) & 0x7FFu, bits >> 22u) * vec3(9.77e-4, 9.77e-4, 1.955e-3) - 1.0, away);
}
