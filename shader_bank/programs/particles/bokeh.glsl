// name: bokeh
// description: Lights out of focus before a soft street: discs of many colours, ringed, overlapping.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord);
    // House fronts and a road, far out of focus.
    float column = 1.3 * p.x + 30.0 * rnd(1), front = fbm(vec2(column, 0.4 * p.y), 3),
          skyline = 0.5 * front + rnd(6, 0.0, 0.6);
    float town = ease(0.25, -0.25, p.y - skyline), road = ease(0.2, -0.2, p.y + 0.55 + 0.2 * front);
    float tone = mix(mix(0.75, 0.1 + 0.45 * fbm(vec2(3.0 * column, 2.0 * p.y), 2), town),
                     0.35 + 0.4 * fbm(vec2(0.5, 5.0) * p + 9.0, 2), road);
    vec3 colour = ramp(tone, 0);
    vec3 tint[3] = vec3[3](swatch(rnd(10), 0.9), swatch(rnd(11), 0.85), vec3(1.0, 0.75, 0.4));
    float seed = floor(65536.0 * rnd(2)), blade = rnd(3), softness = rnd(4, 0.02, 0.25), largest = rnd(5, 0.16, 0.4);
    for (int i = 0; i < 24; i++) {
        vec3 h = hash3(vec2(seed, float(i))), g = fract(h.yzx * 53.0);
        float near = h.z * h.z;
        vec2 q = p - vec2(mod(3.2 * h.x + 0.08 * iTime * (g.x - 0.5) * (1.0 + near), 3.2) - 1.6,
                          (1.9 * h.y - 0.95) * (1.0 - 0.3 * near));
        float radius = largest * (0.25 + 0.9 * near);
        // An iris of few blades is nearly a hexagon: the largest of three strips.
        float strips = max(abs(q.x), max(abs(0.5 * q.x + 0.866 * q.y), abs(0.5 * q.x - 0.866 * q.y)));
        float d = (mix(length(q), 1.08 * strips, blade) - radius) / radius;
        float disc = ease(0.5 * softness, -0.5 * softness - 0.03, d) * (0.7 + 0.6 * smoothstep(-0.3, 0.0, d));
        float blink = 0.6 + 0.4 * cos(iTime * g.y + 6.28 * g.z);
        vec3 light = g.x < 0.4 ? tint[0] : g.x < 0.75 ? tint[1] : tint[2];
        colour += disc * blink * light * (0.25 + 0.7 * g.y) * (1.0 - 0.5 * near);
    }
    fragColor = acquire(colour, fragCoord);
}
