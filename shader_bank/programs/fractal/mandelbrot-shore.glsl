// name: mandelbrot-shore
// description: The shore of the Mandelbrot set, lit as a relief, with bands and pebbles from orbit traps.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    // A point on the cardioid or the disc beside it, looked at from nearer or farther.
    float angle = 6.2831853 * rnd(1);
    vec2 turn = vec2(cos(angle), sin(angle));
    vec2 shore = rnd(2) < 0.6 ? 0.5 * turn - 0.25 * vec2(turn.x * turn.x - turn.y * turn.y, 2.0 * turn.x * turn.y)
                              : vec2(-1.0, 0.0) + 0.25 * turn;
    float zoom = 0.5 * exp2(-6.5 * rnd(3)) * (1.0 + 0.25 * sin(0.4 * iTime));
    vec2 c = shore + zoom * (rotate2d(6.2831853 * rnd(4) + 0.03 * iTime) * screen(fragCoord) + 0.4 * turn);
    vec2 z = vec2(0.0), dz = vec2(0.0), spot = vec2(rnd(5, -0.6, 0.4), rnd(6, 0.0, 0.5));
    float trap = 9.0, steps = 0.0, lowest = 9.0, lowest_step = 0.0;
    for (int i = 0; i < 80; i++) {
        dz = 2.0 * vec2(z.x * dz.x - z.y * dz.y, z.x * dz.y + z.y * dz.x) + vec2(1.0, 0.0);
        z = vec2(z.x * z.x - z.y * z.y, 2.0 * z.x * z.y) + c;
        if (dot(z, z) > 900.0) break;
        trap = min(trap, length(z - spot));
        steps += 1.0;
        if (dot(z, z) < lowest) {
            lowest = dot(z, z);
            lowest_step = steps;
        }
    }
    vec3 colour = ramp(fract(0.37 * lowest_step) * 0.6 + 0.45 * sqrt(lowest) + 0.25 * sin(9.0 * trap), 1);
    if (steps < 79.5) {
        float escape = steps - log2(0.5 * log2(dot(z, z)));
        // The gradient of the potential, as a slope to be lit.
        vec2 slope = vec2(dot(z, dz), z.y * dz.x - z.x * dz.y);
        slope *= inversesqrt(max(dot(slope, slope), 1e-20));
        float sun = 6.2831853 * rnd(7) + 0.3 * iTime;
        float light = 0.65 + 0.6 * dot(slope, vec2(cos(sun), sin(sun)));
        colour = ramp(0.5 + 0.45 * sin(rnd(8, 0.2, 0.8) * escape + 6.2831853 * rnd(9)), 0) * light;
        colour = mix(swatch(rnd(10), 0.8) * light, colour, smoothstep(0.1, 0.16, trap));
    }
    fragColor = acquire(colour, fragCoord);
}
