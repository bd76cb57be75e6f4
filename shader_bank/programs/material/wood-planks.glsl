// name: wood-planks
// description: Weathered planks nailed side by side: grain around knots, peeling paint, shadows of leaves.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.7, 1.6, 1.0);
    float plank = floor(1.3 * p.x), across = fract(1.3 * p.x);
    vec3 h = hash3(vec2(plank, floor(999.0 * rnd(1))));
    vec2 q = vec2(across, 0.35 * p.y + 20.0 * h.x);
    float cell = floor(1.3 * q.y);
    vec3 k = hash3(vec2(plank, cell));
    vec2 from_knot = vec2(across - 0.25 - 0.5 * k.x, (fract(1.3 * q.y) - 0.3 - 0.4 * k.y) * 2.2);
    float near_knot = exp(-14.0 * dot(from_knot, from_knot)) * step(k.z, 0.6);
    float rings =
        across * 2.5 + 2.0 * fbm(vec2(0.8, 0.6) * q + 10.0 * h.yz, 3) + 0.9 * near_knot * sign(from_knot.x + 1e-4);
    float grain = 0.5 + 0.5 * sin(rnd(2, 18.0, 34.0) * rings),
          fine = fbm(vec2(16.0 * across, 1.6 * p.y + 30.0 * h.y), 3);
    float tone = 0.55 + 0.4 * (h.z - 0.5) - 0.22 * grain * fine * 2.0 - 0.45 * smoothstep(0.75, 1.0, near_knot) +
                 0.5 * (fine - 0.5);
    vec3 colour = ramp(tone, 0);
    float paint = fbm(vec2(1.6, 1.0) * p + 60.0, 4) + 0.25 * (fine - 0.5) - rnd(3, 0.35, 0.75);
    vec3 coat = swatch(h.x < 0.7 ? rnd(4) : rnd(5), rnd(6, 0.45, 0.9) + 0.25 * (fine - 0.5));
    colour = mix(colour * (1.0 - 0.5 * smoothstep(-0.05, 0.0, paint)), coat, smoothstep(0.0, 0.012, paint));
    colour *= 0.2 + 0.8 * smoothstep(0.0, 0.035, min(across, 1.0 - across));
    vec2 nail = vec2(min(across, 1.0 - across) - 0.12, fract(0.7 * p.y + 0.2) - 0.1) * vec2(0.77, 1.43);
    colour = mix(vec3(0.12 + 0.5 * step(0.0, nail.x + nail.y)), colour, smoothstep(0.025, 0.035, length(nail)));
    float leaves =
        smoothstep(0.48, 0.56, fbm(1.2 * p + 0.15 * vec2(sin(iTime), cos(0.8 * iTime)) + 0.05 * iTime + 90.0, 3));
    fragColor = acquire(colour * (1.25 - 0.75 * leaves), fragCoord);
}
