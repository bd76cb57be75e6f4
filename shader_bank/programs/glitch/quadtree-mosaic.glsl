// name: quadtree-mosaic
// description: A smooth picture cut into squares, large where dull and small where lively, each a printed tile.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.9, 1.9, rnd(1) < 0.5 ? 0.0 : 1.0);
    float size = 0.8, depth = 0.0;
    vec2 cell = floor(p / size);
    for (int i = 0; i < 4; i++) {
        cell = floor(p / size);
        vec3 h = hash3(vec3(cell, float(i) + 10.0 * floor(99.0 * rnd(2))));
        float lively = fbm(0.9 * (cell + 0.5) * size + 0.05 * iTime, 2);
        if (h.x + 1.6 * (lively - 0.5) < rnd(3, 0.25, 0.5) + 0.1 * float(i)) break;
        size *= 0.5;
        depth += 1.0;
        cell = floor(p / size);
    }
    vec2 centre = (cell + 0.5) * size, q = (p - centre) / size;
    vec3 h = hash3(vec3(cell, depth + 50.0));
    float picture = fbm(0.7 * centre + 0.08 * iTime + 9.0, 4), grain = fbm(6.0 * p, 3);
    float kind = floor(h.y * 5.0), d = 1.0;
    if (kind == 1.0)
        d = length(q) - 0.38;
    else if (kind == 2.0)
        d = abs(length(q - sign(h.z - 0.5) * 0.5) - 0.5) - 0.16;
    else if (kind == 3.0)
        d = h.z < 0.5 ? q.x + q.y : q.x - q.y;
    else if (kind == 4.0)
        d = max(abs(q.x), abs(q.y)) - 0.27;
    vec3 ground = ramp(2.2 * (picture - 0.5) + 0.5 + 0.2 * (h.x - 0.5) + 0.25 * (grain - 0.5), 0);
    vec3 figure = mix(ramp(0.5 - 2.0 * (picture - 0.5), 0), swatch(h.z, 0.3 + 0.5 * h.x), rnd(4));
    vec3 colour = mix(figure * (0.8 + 0.4 * grain), ground, smoothstep(-0.02, 0.02, d * size / 0.4));
    vec2 rim = (0.5 - abs(q)) * size;
    float bevel = ease(0.035, 0.0, rim.x) * sign(q.x) + ease(0.035, 0.0, rim.y) * sign(q.y);
    fragColor = acquire(
        colour * (1.0 + 0.35 * bevel * rnd(5, -1.0, 1.0)) * (0.45 + 0.55 * smoothstep(0.0, 0.012, min(rim.x, rim.y))),
        fragCoord);
}
