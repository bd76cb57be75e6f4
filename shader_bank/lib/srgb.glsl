// Linear light in [0, 1] to sRGB code values in [0, 1] (IEC 61966-2-1). Licence MIT.
vec3 srgb(vec3 linear) {
    vec3 x = clamp(linear, 0.0, 1.0);
    return mix(12.92 * x, 1.055 * pow(max(x, 1e-6), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, x));
}
