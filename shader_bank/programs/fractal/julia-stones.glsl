// name: julia-stones
// description: A Julia set paved by orbit traps, with a mosaic outside.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 z = rotate2d(6.2831853 * rnd(1)) * screen(fragCoord) * rnd(2, 0.5, 1.35) + 0.5 * (vec2(rnd(3), rnd(4)) - 0.5);
    float angle = 6.2831853 * rnd(5) + 0.05 * iTime;
    vec2 c = 0.5 * vec2(cos(angle), sin(angle)) - 0.25 * vec2(cos(2.0 * angle), sin(2.0 * angle));
    c *= rnd(6, 1.02, 1.10);
    vec2 stalk = rotate2d(6.2831853 * rnd(7)) * vec2(1.0, 0.0);
    float trap_ring = 9.0, trap_line = 9.0, steps = 0.0, ring = rnd(8, 0.1, 0.6), turn = 0.0;
    for (int i = 0; i < 44; i++) {
        z = vec2(z.x * z.x - z.y * z.y, 2.0 * z.x * z.y) + c;
        float r_2 = dot(z, z);
        if (r_2 > 16.0) break;
        if (abs(r_2 - ring) < trap_ring) {
            trap_ring = abs(r_2 - ring);
            turn = dot(z, stalk);
        }
        trap_line = min(trap_line, abs(dot(z, stalk)));
        steps += 1.0;
    }
    float escape = steps - log2(max(log2(max(dot(z, z), 1.1)), 0.1));
    vec3 colour = ramp(0.5 + 0.5 * sin(escape * rnd(9, 0.3, 0.9)), 0);
    if (steps > 43.5) colour = ramp(sqrt(trap_line) * rnd(10, 0.8, 1.6), 1);
    colour = mix(swatch(rnd(11), 0.45 + 0.6 * turn) * (0.5 + 6.0 * max(0.12 - trap_ring, 0.0)), colour,
                 smoothstep(0.08, 0.12, trap_ring));
    colour *= 0.35 + 0.65 * smoothstep(0.0, 0.06, abs(trap_line - 0.03));
    fragColor = acquire(colour, fragCoord);
}
