// One of this iSeed's object colours, linear sRGB; `which` in [0, 1) picks hue and chroma, lightness in [0, 1] is given.
// A seed owns a scheme: three hues about a main one, near or far, pale or strong. Licence MIT.
#include "rnd.glsl"
#include "oklch.glsl"
vec3 swatch(float which, float lightness) {
    float spread = mix(0.25, 2.1, rnd(911) * rnd(911));
    float hue = 6.2831853 * rnd(910) + spread * (floor(which * 3.0) - 1.0) + 0.5 * (fract(which * 3.0) - 0.5);
    float chroma = rnd(912, 0.02, 0.15) * (0.4 + 0.9 * fract(which * 7.0));
    return oklch(mix(0.13, 0.96, lightness), chroma, hue);
}
