// Palette k of this iSeed, linear sRGB: dark at t = 0, light at t = 1, hue drifting between; t is clamped to [0, 1].
// Most of the change is in lightness, as in photographs. Licence MIT.
#include "rnd.glsl"
#include "oklch.glsl"
vec3 ramp(float t, int k) {
    int base = 920 + 10 * k;
    t = clamp(t, 0.0, 1.0);
    float lightness = mix(rnd(base, 0.14, 0.38), rnd(base + 1, 0.78, 0.97), t);
    float chroma = rnd(base + 2, 0.02, 0.15) * (0.45 + 2.2 * t * (1.0 - t));
    float turn = rnd(base + 3, -1.0, 1.0);
    return oklch(lightness, chroma, 6.2831853 * rnd(base + 4) + 3.4 * turn * turn * turn * t + 0.6 * turn);
}
