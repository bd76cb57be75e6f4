// name: apollonian-lace
// description: Circles within circles: a plane folded and inverted again and again, worked as lace over cloth.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "pattern.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p =
        rotate2d(6.2831853 * rnd(1) + 0.04 * iTime) * screen(fragCoord) * rnd(2, 1.2, 2.6) + 2.0 * vec2(rnd(3), rnd(4));
    vec3 q = vec3(p, 0.25 * sin(0.3 * iTime + 6.2831853 * rnd(5)) + 0.1);
    float scale = 1.0, trap = 9.0, axis = 9.0, depth = 0.0, power = rnd(6, 1.05, 1.45);
    for (int i = 0; i < 7; i++) {
        q = 2.0 * fract(0.5 * q + 0.5) - 1.0;
        float r_2 = max(dot(q, q), 1e-4), k = power / r_2;
        if (r_2 < trap) {
            trap = r_2;
            depth = float(i);
        }
        axis = min(axis, abs(q.x * q.y) / (0.1 + r_2));
        q *= k;
        scale *= k;
    }
    float thread = abs(q.y) / scale;
    float width = rnd(7, 0.015, 0.05);
    vec3 cloth = ramp(0.5 * pattern(2.0 * p, rnd(8)) * rnd(9) + 0.7 * fract(1.5 * sqrt(trap) + 0.2 * depth), 0);
    vec3 lace = swatch(fract(rnd(10) + 0.17 * depth), clamp(1.05 - 1.2 * sqrt(trap), 0.0, 1.0)) * (0.6 + 0.8 * axis);
    float solid = ease(rnd(11, 0.25, 0.6), 0.2, trap);
    cloth *= 0.5 + 0.5 * ease(0.0, 5.0 * width, thread);
    vec3 colour = mix(cloth, lace, max(solid, ease(width, 0.5 * width, thread)));
    fragColor = acquire(colour, fragCoord);
}
