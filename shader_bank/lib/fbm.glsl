// Fractal sum of gradient noise in the plane or of value noise in space, about in [0, 1] with mean 0.5.
// Each octave is turned, so that the lattice does not show. At most 8 octaves. Licence MIT.
#include "gradient_noise.glsl"
#include "value_noise.glsl"
float fbm(vec2 p, int octaves) {
    float total = 0.5, amplitude = 0.36;
    for (int i = 0; i < min(octaves, 8); i++) {
        total += amplitude * gradient_noise(p);
        p = mat2(1.6, 1.2, -1.2, 1.6) * p + vec2(7.3, 3.1);
        amplitude *= 0.5;
    }
    return total;
}

float fbm(vec3 p, int octaves) {
    float total = 0.0, amplitude = 0.5, weight = 0.0;
    for (int i = 0; i < min(octaves, 8); i++) {
        total += amplitude * value_noise(p);
        weight += amplitude;
        p = mat3(0.0, 1.6, 1.2, -1.6, 0.72, -0.96, -1.2, -0.96, 1.28) * p + 5.7;
        amplitude *= 0.5;
    }
    return total / max(weight, 1e-6);
}
