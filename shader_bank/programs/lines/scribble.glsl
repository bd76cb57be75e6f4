// name: scribble
// description: Loops of wax crayon scribbled over one another on tinted paper, in a few colours.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = rotate2d(6.2831853 * rnd(1)) * screen(fragCoord) * rnd(2, 0.8, 1.3);
    float grain = fbm(17.0 * p, 2), tooth = fbm(5.0 * p, 3);
    vec3 colour = swatch(rnd(3), rnd(4, 0.4, 0.97) + 0.2 * (tooth - 0.5));
    for (int k = 0; k < 4; k++) {
        // A trochoid: a circle rolled along a line; the distance to it is that to its nearest chord.
        float angle = 6.2831853 * rnd(30 + k), radius = rnd(50 + k, 0.15, 0.5), d = 9.0,
              start = 6.2831853 * rnd(90 + k) + 0.3 * iTime;
        vec2 step_on = vec2(cos(angle), sin(angle)) * 0.078,
             place = vec2(rnd(10 + k, -0.5, 0.5), rnd(20 + k, -0.8, 0.8)) - 15.0 * step_on;
        vec2 arm = radius * vec2(cos(start), sin(start)), before = p - place - arm;
        mat2 turn = rotate2d(rnd(40 + k, 0.35, 0.8));
        for (int i = 0; i < 30; i++) {
            arm = turn * arm;
            place += step_on;
            vec2 here = p - place - arm, chord = here - before;
            vec2 off = before - chord * clamp(dot(before, chord) / max(dot(chord, chord), 1e-6), -1.0, 0.0);
            d = min(d, dot(off, off));
            before = here;
        }
        float width = rnd(60 + k, 0.025, 0.075);
        float wax = ease(width, 0.6 * width, sqrt(d) + 0.03 * (grain - 0.5)) * smoothstep(0.2, 0.45, grain + 0.2);
        colour = mix(colour, swatch(rnd(70 + k), rnd(80 + k, 0.05, 0.8) + 0.3 * (grain - 0.5)), 0.92 * wax);
    }
    fragColor = acquire(colour * (0.85 + 0.3 * tooth), fragCoord);
}
