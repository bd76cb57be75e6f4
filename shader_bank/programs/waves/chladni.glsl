// name: chladni
// description: Sand on a ringing brass plate, gathered in the nodes of two crossed tones.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash1.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 s = rotate2d(rnd(1, -0.5, 0.5)) * screen(fragCoord) * rnd(2, 0.85, 1.5), p = s;
    float sum = 0.0, mixing = 0.5 + 0.5 * sin(0.4 * iTime + 6.2831853 * rnd(3));
    for (int i = 0; i < 3; i++) {
        float m = float(1 + rnd(10 + i, 6)), n = float(2 + rnd(20 + i, 7)), sign_ = rnd(30 + i) < 0.5 ? -1.0 : 1.0;
        vec2 a = cos(1.5707963 * m * (p + 1.0)), b = cos(1.5707963 * n * (p + 1.0));
        sum += (a.x * b.y + sign_ * b.x * a.y) * (i == 0 ? 1.0 - mixing : i == 1 ? mixing : 0.4 * rnd(4));
    }
    float grains = fbm(14.0 * p, 3), coarse = hash1(floor(70.0 * p));
    float sand = ease(0.22, 0.04, abs(sum) + 0.35 * (grains - 0.5));
    float inside = max(abs(s.x), abs(s.y));
    float scratch = fbm(vec2(2.0, 40.0) * (rotate2d(6.28 * rnd(5)) * p), 3);
    float gleam = exp(-1.2 * abs(dot(p, vec2(0.6, 0.8)) + sin(0.3 * iTime) * 0.5 - rnd(6, -0.5, 0.5)));
    vec3 plate = ramp(0.3 + 0.35 * gleam + 0.5 * (scratch - 0.5) + 0.1 * sum, 0);
    vec3 colour = mix(plate, swatch(rnd(7), 0.6 + 0.4 * coarse) * (0.55 + grains), sand);
    colour *= 1.0 - 0.4 * ease(0.3, 0.05, abs(sum + 0.06) + 0.3 * (grains - 0.5)) * (1.0 - sand);
    vec3 bench =
        swatch(rnd(8), 0.25 + 0.6 * fbm(vec2(1.5, 9.0) * s + 3.0, 4)) * (0.4 + 0.6 * smoothstep(1.0, 1.25, inside));
    fragColor = acquire(mix(colour, bench, smoothstep(0.995, 1.005, inside)), fragCoord);
}
