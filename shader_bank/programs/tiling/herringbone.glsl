// name: herringbone
// description: A worn herringbone floor: planks with grain, knots, gaps and a broad window's light.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.5, 3.6, 1.0);
    // Planks of 1 by n: along a diagonal step, n cells lie flat, then n stand.
    float n = float(3 + rnd(1, 3));
    vec2 cell = floor(p);
    float step_along = mod(cell.x + cell.y, 2.0 * n), row = cell.y;
    bool lies = step_along < n;
    float start = lies ? cell.x - step_along : cell.y - (step_along - n);
    vec2 q = lies ? vec2(p.x - start, p.y - cell.y) : vec2(p.y - start, p.x - cell.x);
    vec2 name = lies ? vec2(start, cell.y) : vec2(cell.x, start) + 0.0;
    vec3 h = hash3(vec3(name, lies ? 1.0 : 2.0));
    float wave = fbm(vec2(0.5 * q.x, 1.8 * q.y) + 30.0 * h.xy, 3);
    float grain = fbm(vec2(0.9 * q.x, 13.0 * q.y + 6.0 * wave) + 40.0 * h.yz, 3);
    float rings = 0.5 + 0.5 * sin(30.0 * wave + 9.0 * q.y);
    float tone = 0.5 + 0.45 * (h.x - 0.5) + 0.5 * (grain - 0.5) - 0.16 * rings;
    vec3 colour = ramp(tone, h.z < rnd(2, 0.0, 0.5) ? 1 : 0);
    float gap = min(min(q.x, n - q.x), min(q.y, 1.0 - q.y));
    colour *= 0.25 + 0.75 * smoothstep(0.01, 0.06, gap);
    vec2 pane = rotate2d(6.2831853 * rnd(3)) * p * rnd(4, 0.15, 0.3) + vec2(0.06 * iTime, 0.3);
    vec2 bars = abs(fract(pane) - 0.5);
    float sun = ease(0.42, 0.36, bars.x) * ease(0.4, 0.34, bars.y);
    fragColor = acquire(colour * mix(vec3(0.55, 0.6, 0.7), vec3(1.45, 1.35, 1.15), sun), fragCoord);
}
