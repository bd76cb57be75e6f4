// Palette k of this iSeed, linear sRGB: dark at t = 0, light at t = 1, hue drifting between; t is clamped to [0, 1].
// Most of the change is in lightness, as in photographs. Licence MIT.
#include "rnd.glsl"
#include "oklch.glsl"
vec3 ramp(float t, int k) {
    int base = 920 + 10 * k;
    t = clamp(t, 0.0, 1.0);
    float lightness = mix(rnd(base, 0.08, 0.30), rnd(base + 1, 0.82, 0.99), t);
    float chroma = (0.015 + 0.14 * rnd(base + 2) * rnd(base + 5)) * (0.5 + 2.0 * t * (1.0 - t));
    return oklch(lightness, chroma, 6.2831853 * rnd(base + 4) + rnd(base + 3, -2.6, 2.6) * t);
}
