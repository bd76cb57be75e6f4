// sRGB of hue, saturation, value, each in [0, 1]. Smith, "Color gamut transform pairs", SIGGRAPH 1978. Licence MIT.
vec3 hsv(float hue, float saturation, float value) {
    vec3 ramp = clamp(abs(mod(hue * 6.0 + vec3(0.0, 4.0, 2.0), 6.0) - 3.0) - 1.0, 0.0, 1.0);
    return value * mix(vec3(1.0), ramp, saturation);
}
