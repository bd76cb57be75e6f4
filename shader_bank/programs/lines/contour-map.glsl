// name: contour-map
// description: A printed map: contour lines, tinted heights, woods, water, a road and grid lines on folded paper.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

float height(vec2 p) { return fbm(0.6 * p + 0.03 * iTime, 4); }

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.7, 1.5, 1.0);
    float h = height(p), pixel = 2.5 / iResolution.y;
    vec2 slope = vec2(height(p + vec2(0.01, 0.0)) - h, height(p + vec2(0.0, 0.01)) - h) * 100.0;
    float steep = max(length(slope), 0.05), count = rnd(1, 14.0, 30.0), level = h * count;
    float line = abs(fract(level + 0.5) - 0.5) / (count * steep),
          fifth = abs(fract(0.2 * level + 0.5) - 0.5) * 5.0 / (count * steep);
    float light = 1.0 + rnd(2, 0.1, 0.5) * dot(slope, vec2(-0.6, 0.8));
    vec3 colour = rnd(3) < 0.6 ? ramp(0.55 + 0.9 * (h - 0.35), 0) : swatch(rnd(4), 0.9 - 0.12 * floor(4.0 * h));
    float wood = fbm(2.2 * p + 40.0, 3), dots = length(fract(9.0 * p) - 0.5);
    colour = mix(colour, swatch(rnd(5), 0.62 - 0.25 * ease(0.28, 0.2, dots)), smoothstep(0.54, 0.55, wood) * 0.85);
    float sea = rnd(6, 0.28, 0.45);
    colour = mix(colour * light, swatch(rnd(7), 0.72 + 0.1 * sin(70.0 * (h - sea))), ease(sea + 0.004, sea, h));
    vec3 ink = swatch(rnd(8), 0.15);
    float thin = 1.1 * pixel * exp2(rnd(904));
    colour = mix(ink, colour, 0.25 + 0.75 * ease(0.4 * thin, 1.6 * thin, line));
    colour = mix(ink, colour, ease(0.8 * thin, 2.4 * thin, fifth));
    float road = abs(p.y - 0.8 * gradient_noise(vec2(0.8 * p.x, 9.0)) - 2.0 * floor(0.5 * p.y + 0.5));
    colour = mix(swatch(rnd(9), 0.7), mix(ink, colour, smoothstep(0.04, 0.05, road)), smoothstep(0.025, 0.032, road));
    vec2 grid = abs(fract(p + 0.5) - 0.5);
    colour = mix(swatch(rnd(10), 0.4), colour, 0.4 + 0.6 * smoothstep(0.004, 0.012, min(grid.x, grid.y)));
    vec2 fold = fract(0.5 * p);
    fragColor = acquire(colour * (0.82 + 0.16 * fold.x + 0.12 * fold.y) * 1.05, fragCoord);
}
