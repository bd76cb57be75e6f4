// Gradient noise, about in [-1, 1] with mean 0: random slopes at whole coordinates, joined by a quintic.
// Perlin, "Improving Noise", SIGGRAPH 2002, with hashed instead of tabled gradients. Licence MIT.
#include "pcg.glsl"
#include "unit.glsl"
float gradient_noise(vec2 p) {
    vec2 cell = floor(p), f = p - cell, u = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
    float corner[4];
    for (int i = 0; i < 4; i++) {
        ivec2 offset = ivec2(i & 1, i >> 1);
        vec2 slope = unit(pcg(uvec2(ivec2(cell) + offset))) * 2.0 - 1.0;
        corner[i] = dot(slope, f - vec2(offset));
    }
    return 1.7 * mix(mix(corner[0], corner[1], u.x), mix(corner[2], corner[3], u.x), u.y);
}

float gradient_noise(vec3 p) {
    vec3 cell = floor(p), f = p - cell, u = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
    float corner[8];
    for (int i = 0; i < 8; i++) {
        ivec3 offset = ivec3(i & 1, (i >> 1) & 1, i >> 2);
        vec3 slope = unit(pcg(uvec3(ivec3(cell) + offset))) * 2.0 - 1.0;
        corner[i] = dot(slope, f - vec3(offset));
    }
    vec4 row = mix(vec4(corner[0], corner[2], corner[4], corner[6]), vec4(corner[1], corner[3], corner[5], corner[7]), u.x);
    vec2 layer = mix(row.xz, row.yw, u.y);
    return 1.6 * mix(layer.x, layer.y, u.z);
}
