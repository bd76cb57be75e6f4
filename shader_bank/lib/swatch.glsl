// One of this iSeed's colours for things, linear sRGB: `which` in [0, 1) picks hue and chroma, lightness is given.
// A seed owns a scheme: three hues about a main one, near or far, pale or strong. Licence MIT.
#include "rnd.glsl"
#include "oklch.glsl"
vec3 swatch(float which, float lightness) {
    float third = floor(which * 3.0), rest = fract(which * 3.0);
    float hue = 6.2831853 * rnd(910) + rnd(911, 0.2, 2.1) * (third - 1.0) + 0.6 * (rest - 0.5);
    float chroma = 0.012 + 0.13 * mix(rnd(912) * rnd(913), fract(which * 7.0), 0.35);
    return oklch(mix(0.08, 0.98, lightness), chroma, hue);
}
