// Linear sRGB of a colour given by OKLab lightness in [0, 1], chroma (0.4 is beyond any screen) and hue in radians.
// Colours outside the gamut lose chroma, not hue.
// Ottosson, "A perceptual color space for image processing", 2020. Licence MIT.
#include "luminance.glsl"
vec3 oklch(float lightness, float chroma, float hue) {
    float a = chroma * cos(hue), b = chroma * sin(hue);
    vec3 lms =
        vec3(lightness) +
        mat2x3(0.3963377774, -0.1055613458, -0.0894841775, 0.2158037573, -0.0638541728, -1.2914855480) * vec2(a, b);
    lms = lms * lms * lms;
    vec3 rgb = mat3(4.0767416621, -1.2684380046, -0.0041960863, -3.3077115913, 2.6097574011, -0.7034186147,
                    0.2309699292, -0.3413193965, 1.7076147010) *
               lms;
    float grey = clamp(luminance(rgb), 0.004, 0.98);
    float lowest = min(rgb.r, min(rgb.g, rgb.b)), highest = max(rgb.r, max(rgb.g, rgb.b));
    float keep = min(1.0, min((grey - 0.002) / max(grey - lowest, 1e-4), (0.995 - grey) / max(highest - grey, 1e-4)));
    return grey + keep * (rgb - grey);
}
