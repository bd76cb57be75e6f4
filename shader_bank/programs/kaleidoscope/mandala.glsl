// name: mandala
// description: A painted mandala: rings of petals, dots and points, each ring with its own number and pattern.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "rnd.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord) * rnd(1, 0.8, 1.4) + 0.5 * (vec2(rnd(2), rnd(3)) - 0.5);
    p *= 1.0 + 0.05 * (fbm(3.0 * p, 2) - 0.5);
    float ring_width = rnd(4, 0.2, 0.36), r = length(p), angle = atan(p.y, p.x + 1e-6), paint = fbm(5.0 * p, 4);
    float ring = floor(r / ring_width), into = fract(r / ring_width);
    vec3 h = hash3(vec3(ring, floor(999.0 * rnd(5)), 1.0)), g = hash3(vec3(ring, floor(999.0 * rnd(5)), 2.0));
    float base = float(3 + rnd(6, 4)), count = base * (1.0 + floor(0.7 * ring + 1.5 * h.x));
    float turn = (mod(ring, 2.0) - 0.5) * 0.25 * iTime * g.x;
    float sector = fract((angle + turn) / 6.2831853 * count) - 0.5;
    vec2 q = vec2(sector, into - 0.5);
    float petal = into - (1.0 - 4.0 * q.x * q.x) * 0.95, point = abs(q.x) * 1.9 - (1.0 - into);
    float dots = length(q * vec2(1.0, 0.9)) - 0.3, wave = into - 0.5 - 0.3 * cos(12.566371 * q.x);
    float d = h.y < 0.35 ? petal : h.y < 0.6 ? point : h.y < 0.8 ? dots : wave;
    float inner = fract(d * (2.0 + 3.0 * floor(2.0 * g.y)) + 0.05);
    float tone = d < 0.0 ? 0.35 + 0.55 * g.z - 0.3 * inner : 0.1 + 0.5 * h.z;
    vec3 colour = swatch(d < 0.0 ? fract(h.z + 0.5 * g.x) : fract(g.y * 3.0 + rnd(7)),
                         clamp(tone + 0.35 * (paint - 0.5), 0.0, 1.0));
    colour = mix(swatch(rnd(8), rnd(9) < 0.5 ? 0.05 : 0.95), colour, smoothstep(0.02, 0.06, abs(d)));
    colour = mix(swatch(rnd(10), 0.8), colour, smoothstep(0.03, 0.06, min(into, 1.0 - into)));
    fragColor = acquire(colour * (0.75 + 0.5 * paint), fragCoord);
}
