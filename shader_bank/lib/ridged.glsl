// Fractal sum of folded gradient noise, in [0, 1]: sharp crests where the noise crosses zero. At most 8 octaves.
// Musgrave, in Ebert et al., "Texturing and Modeling", 1994. Licence MIT.
#include "gradient_noise.glsl"
float ridged(vec2 p, int octaves) {
    float total = 0.0, amplitude = 0.5, weight = 0.0, previous = 1.0;
    for (int i = 0; i < min(octaves, 8); i++) {
        float crest = 1.0 - abs(gradient_noise(p));
        crest = clamp(crest * crest, 0.0, 1.0);
        total += amplitude * crest * previous;
        weight += amplitude;
        previous = crest;
        p = mat2(1.6, 1.2, -1.2, 1.6) * p + vec2(2.9, 8.7);
        amplitude *= 0.5;
    }
    return clamp(total / max(weight, 1e-6), 0.0, 1.0);
}
