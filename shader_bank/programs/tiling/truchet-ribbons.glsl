// name: truchet-ribbons
// description: Woven ribbons on a grid of turned tiles, over and under, with shadows on a worn ground.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "hash3.glsl"
#include "pattern.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.0, 2.6, 1.0);
    vec2 home = floor(p), q = p - home - 0.5;
    vec3 h = hash3(vec3(home, floor(4096.0 * rnd(1))));
    float kind = h.y < rnd(2, 0.1, 0.5) ? 1.0 : 0.0;
    if (h.x < 0.5) q = vec2(-q.x, q.y);
    float half_width = rnd(3, 0.1, 0.2);
    vec3 colour = swatch(rnd(4), 0.3 + 0.55 * pattern(p * rnd(5, 1.0, 3.0), rnd(6)));
    for (int i = 0; i < 2; i++) {
        float side = i == 0 ? 1.0 : -1.0;
        vec2 from = q + side * 0.5;
        float arc = length(from) - 0.5, along = atan(from.y, from.x + 1e-6) * 1.2732395;
        float bar = i == 0 ? q.x : q.y, bar_along = (i == 0 ? q.y : q.x) + 0.5;
        float d = kind > 0.5 ? bar : arc * side;
        along = kind > 0.5 ? bar_along : along;
        float away = abs(d) - half_width;
        float groove = cos(3.1415927 * d / half_width * rnd(7, 0.5, 2.5));
        float beads = 0.5 + 0.5 * cos(6.2831853 * (along * float(2 + rnd(8, 4)) + 0.3 * iTime));
        vec3 ribbon = swatch(rnd(9 + i), 0.55 + 0.35 * groove * mix(1.0, beads, rnd(11)));
        colour *= 1.0 - 0.5 * ease(0.12, 0.0, away);
        colour = mix(ribbon * mix(1.0, 0.45, smoothstep(-0.045, -0.015, away)), colour, smoothstep(-0.01, 0.01, away));
    }
    fragColor = acquire(colour, fragCoord);
}
