// name: brick-wall
// description: A brick wall in a seeded bond: chipped bricks, mortar, stains, a painted sign faded on it.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "hash3.glsl"
#include "rnd.glsl"
#include "sd_star.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.0, 2.3, 0.03);
    float rough = fbm(3.5 * p, 4), ratio = rnd(1, 1.9, 3.2);
    vec2 q = p * vec2(1.0, ratio) + 0.05 * rough;
    float row = floor(q.y), shift = rnd(2) < 0.6 ? 0.5 * mod(row, 2.0) : fract(row * 0.37);
    vec2 cell = vec2(floor(q.x + shift), row), into = vec2(fract(q.x + shift), q.y - row);
    vec3 h = hash3(vec3(cell, floor(999.0 * rnd(3))));
    vec2 gap = min(into, 1.0 - into) * vec2(1.0, 1.0 / ratio);
    float edge = min(gap.x, gap.y) + 0.05 * (rough - 0.5), mortar = rnd(4, 0.03, 0.06);
    float tone = 0.38 + 0.35 * (h.x - 0.5) + 0.7 * (rough - 0.5);
    vec3 brick = swatch(h.y < 0.8 ? rnd(5) : rnd(6), clamp(tone, 0.0, 1.0)) *
                 (0.85 + 0.5 * (into.y - 0.5) * smoothstep(0.3, 0.5, abs(into.y - 0.5)));
    // The sign: one large star or ring, painted over bricks and worn off in flakes.
    vec2 centre = 400.0 * vec2(rnd(909), rnd(906)) - 200.0,
         sign_at = p - centre - 0.4 * vec2(rnd(7) - 0.5, rnd(8) - 0.5);
    float d = rnd(9) < 0.5 ? sd_star(sign_at, float(5 + rnd(10, 4)), rnd(11, 0.9, 1.6), 0.6)
                           : abs(length(sign_at) - rnd(12, 0.7, 1.2)) - 0.25;
    float worn = fbm(2.5 * p + 80.0, 4);
    float painted = ease(0.02, 0.0, d) * ease(rnd(13, 0.3, 0.5), 0.6, worn + 0.1 * h.z);
    vec3 wall = mix(brick, swatch(rnd(14), 0.85) * (0.75 + 0.5 * rough), painted * 0.9);
    vec3 joint = swatch(rnd(15), 0.6 + 0.6 * (fbm(11.0 * p, 2) - 0.5)) * (0.45 + 0.5 * ease(-mortar, mortar, edge));
    vec3 colour = mix(joint, wall, ease(mortar, mortar + 0.025, edge));
    float shade = smoothstep(-0.3, 0.3,
                             dot(p - centre, vec2(0.7, 0.7)) + 1.6 * sin(0.4 * iTime + 6.28 * rnd(16)) +
                                 0.5 * gradient_noise(1.5 * p + 0.1 * iTime));
    fragColor = acquire(colour * mix(vec3(0.55, 0.6, 0.72), vec3(1.35, 1.25, 1.1), shade), fragCoord);
}
