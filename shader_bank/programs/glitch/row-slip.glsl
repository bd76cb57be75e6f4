// name: row-slip
// description: A portrait-like blob picture whose rows and blocks have slipped sideways and changed ink.
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
    // Runs of rows slip together; a run's height is drawn twice, coarse and fine.
    float tick = floor(0.8 * iTime), phase = fract(0.8 * iTime);
    float coarse = floor(p.y * rnd(1, 2.0, 5.0)), fine = floor(p.y * rnd(2, 9.0, 20.0));
    vec3 a = hash3(vec3(coarse, 1.0, tick)), b = hash3(vec3(fine, 2.0, floor(99.0 * rnd(3)))),
         c = hash3(vec3(coarse, 1.0, tick + 1.0));
    float slip = (mix(a.x, c.x, smoothstep(0.0, 1.0, phase)) - 0.5) * step(0.45, a.y) * 0.7 +
                 (b.x - 0.5) * step(0.75, b.y) * 0.5;
    vec2 block = floor(vec2(p.x * 3.0, p.y * 4.0));
    vec3 k = hash3(vec3(block, floor(99.0 * rnd(4))));
    if (k.x < rnd(5, 0.0, 0.25)) p = (floor(p * 14.0) + 0.5) / 14.0;
    vec2 q = vec2(p.x + slip, p.y);
    float cloud = fbm(1.4 * q + 30.0 * rnd(6) + 0.05 * iTime, 4);
    vec3 colour = ramp(0.25 + 0.7 * cloud + 0.2 * q.y, 0);
    for (int i = 0; i < 4; i++) {
        vec2 r = q - vec2(rnd(10 + i, -0.8, 0.8), rnd(20 + i, -0.7, 0.7));
        float d = length(r * vec2(1.0, rnd(30 + i, 0.6, 1.4))) - rnd(40 + i, 0.2, 0.5) + 0.15 * (cloud - 0.5);
        float inner = 0.5 + 0.5 * sin(rnd(50 + i, 8.0, 40.0) * d + iTime);
        vec3 blob =
            swatch(rnd(60 + i), clamp(rnd(70 + i, 0.2, 0.75) + 0.3 * inner * rnd(80 + i) - 0.8 * (d + 0.2), 0.0, 1.0));
        colour = mix(blob, colour * (1.0 - 0.4 * ease(0.1, 0.0, d)), smoothstep(0.0, 0.01, d));
    }
    if (b.z < rnd(7, 0.05, 0.3)) colour = colour.gbr;
    if (k.y < rnd(8, 0.0, 0.15)) colour = max(0.85 - colour, 0.02);
    colour *= 0.9 + 0.2 * step(0.5, fract(p.y * 24.0));
    fragColor = acquire(colour, fragCoord);
}
