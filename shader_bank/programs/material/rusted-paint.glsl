// name: rusted-paint
// description: Painted steel plates with rivets: blistered paint, rust that runs down, a stripe of warning.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "hash2.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.9, 2.2, 0.05);
    vec2 plate = floor(0.6 * p), into = fract(0.6 * p), gap = min(into, 1.0 - into) / 0.6;
    vec2 h = hash2(plate + floor(999.0 * rnd(1)));
    float seam = min(gap.x, gap.y), fine = fbm(6.0 * p, 4);
    float stripes = smoothstep(-0.1, 0.1, sin(9.0 * (p.x + p.y)));
    vec3 paint = swatch(h.x < 0.75 ? rnd(2) : rnd(3), rnd(4, 0.35, 0.85) + 0.2 * (h.y - 0.5));
    if (h.y < rnd(5, 0.0, 0.5)) paint = mix(swatch(rnd(6), 0.1), paint, stripes);
    float run = fbm(vec2(6.0 * p.x, 0.6 * p.y + 0.04 * iTime), 3);
    float rust = fbm(1.3 * p + 20.0, 5) + 0.35 * (run - 0.5) + 0.12 * exp(-5.0 * seam) - rnd(7, 0.42, 0.66);
    float light = 0.5 + 0.5 * sin(0.5 * iTime + 1.5 * p.x + 2.0 * p.y);
    vec3 metal =
        ramp(0.25 + 0.75 * fine + 1.5 * max(rust, 0.0) - 0.25, 0) * mix(vec3(1.0), vec3(1.25, 0.85, 0.6), rnd(8));
    vec3 colour = paint * (0.8 + 0.4 * fine) * (1.0 - 0.35 * smoothstep(0.45, 0.7, run));
    colour = mix(colour * (1.0 + 0.6 * smoothstep(-0.05, -0.02, rust) - 0.9 * smoothstep(-0.02, 0.0, rust)), metal,
                 smoothstep(0.0, 0.01, rust));
    vec2 rivet = fract(p * 3.0) - 0.5;
    float dome = length(rivet), on_seam = step(seam, 0.3) * step(0.05, seam);
    vec3 bolt = mix(colour, vec3(0.5), 0.2) * (0.9 + 2.6 * dot(rivet, vec2(-0.6, 0.8)));
    colour = mix(mix(bolt, colour * (0.5 + 1.2 * smoothstep(0.22, 0.4, dome) * 0.42), smoothstep(0.2, 0.23, dome)),
                 colour, max(1.0 - on_seam, smoothstep(0.3, 0.36, dome)));
    colour *= 0.3 + 0.7 * smoothstep(0.0, 0.025, seam);
    fragColor = acquire(colour * (0.75 + 0.5 * light), fragCoord);
}
