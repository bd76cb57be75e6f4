// name: julia-stones
// description: A Julia set whose outside is paved with stones by orbit traps.
// author: procimg developers
// licence: MIT
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "ramp.glsl"
#include "swatch.glsl"
#include "acquire.glsl"
void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = (2.0 * fragCoord - iResolution.xy) / iResolution.y;
    vec2 z = rotate2d(6.2831853 * rnd(1)) * p * rnd(2, 0.5, 1.35) + 0.5 * (vec2(rnd(3), rnd(4)) - 0.5);
    float angle = 6.2831853 * rnd(5) + 0.05 * iTime;
    vec2 c = 0.5 * vec2(cos(angle), sin(angle)) - 0.25 * vec2(cos(2.0 * angle), sin(2.0 * angle));
    c *= rnd(6, 1.02, 1.10);
    vec2 stalk = rotate2d(6.2831853 * rnd(7)) * vec2(1.0, 0.0);
    float trap_point = 9.0, trap_line = 9.0, steps = 0.0;
    for (int i = 0; i < 48; i++) {
        z = vec2(z.x * z.x - z.y * z.y, 2.0 * z.x * z.y) + c;
        float r_2 = dot(z, z);
        if (r_2 > 16.0) break;
        trap_point = min(trap_point, abs(r_2 - rnd(8, 0.1, 0.6)));
        trap_line = min(trap_line, abs(dot(z, stalk)));
        steps += 1.0;
    }
    float smooth_steps = steps - log2(max(log2(max(dot(z, z), 1.1)), 0.1));
    vec3 colour = ramp(0.5 + 0.5 * sin(smooth_steps * rnd(9, 0.25, 0.7)), 0);
    colour = mix(swatch(rnd(10), 0.8) * (0.3 + sqrt(trap_line)), colour, smoothstep(0.0, 0.25, trap_line));
    colour = mix(swatch(rnd(11), 0.4), colour, 0.2 + 0.8 * smoothstep(0.0, 0.3, trap_point));
    fragColor = acquire(colour, fragCoord);
}
