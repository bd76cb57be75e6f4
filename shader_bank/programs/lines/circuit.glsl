// name: circuit
// description: A circuit board: bundles of copper tracks that turn at half right angles, pads, chips and print.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "rnd.glsl"
#include "sd_box.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.2, 2.8, 1.0);
    float grain = fbm(6.0 * p, 3), track = 9.0, pads = 9.0, holes = 9.0;
    for (int layer = 0; layer < 2; layer++) {
        // Parallel tracks, bent by a piecewise straight shift: flat, aslant, flat.
        vec2 q = layer == 0 ? p : p.yx + 31.0;
        float block = floor(0.55 * q.x), into = fract(0.55 * q.x);
        float from = floor(4.0 * hash3(vec2(block, 7.0 + float(layer))).x),
              to = floor(4.0 * hash3(vec2(block + 1.0, 7.0 + float(layer))).x);
        float y = q.y * rnd(1, 4.0, 7.0) + mix(from, to, clamp((into - 0.3) * 2.5, 0.0, 1.0)) * 2.0;
        float lane = floor(y);
        vec3 h = hash3(vec3(lane, floor(0.3 * q.x + 0.37 * lane), float(layer)));
        float off = abs(y - lane - 0.5), there = step(h.x, rnd(2 + layer, 0.35, 0.85));
        float ends = fract(0.3 * q.x + 0.37 * lane);
        track = min(track, there > 0.5 ? max(off - 0.17, 0.06 - min(ends, 1.0 - ends) * 2.0) : 9.0);
        vec2 pad = vec2((min(ends, 1.0 - ends)) * 3.3 * rnd(1, 4.0, 7.0), y - lane - 0.5);
        if (there > 0.5) pads = min(pads, length(pad) - 0.36);
        if (there > 0.5) holes = min(holes, length(pad) - 0.16);
    }
    vec2 cell = floor(0.6 * p), q = p - (cell + 0.5) / 0.6;
    vec3 h = hash3(vec3(cell, floor(99.0 * rnd(4))));
    vec2 size = vec2(0.2 + 0.4 * h.x, 0.15 + 0.35 * h.y);
    float chip = h.z < rnd(5, 0.15, 0.5) ? sd_box(q, size) : 9.0,
          legs = max(chip - 0.09, abs(fract(q.x * 8.0) - 0.5) - 0.25);
    vec3 board = swatch(rnd(6), rnd(7, 0.3, 0.7) + 0.12 * (grain - 0.5)), copper = swatch(rnd(8), 0.7 + 0.3 * grain);
    float flow = smoothstep(0.9, 1.0, sin(3.0 * (p.x + p.y) - 2.5 * iTime));
    vec3 colour = mix(board * 1.5 + 0.2 * flow, board, smoothstep(0.0, 0.05, track));
    colour *= 1.0 - 0.4 * ease(0.12, 0.0, abs(track - 0.05));
    colour = mix(copper, colour, smoothstep(0.0, 0.04, min(pads, legs)));
    colour = mix(vec3(0.03), colour, smoothstep(0.0, 0.04, holes));
    float print = ease(0.02, 0.01, abs(chip - 0.14));
    colour = mix(colour, vec3(0.85), print * 0.8);
    vec3 body = swatch(rnd(9), 0.1 + 0.12 * grain + 0.25 * ease(0.3, -0.1, length(q - 0.7 * size)));
    float text = step(0.5, hash3(floor(vec3(q * vec2(20.0, 9.0), h.x * 99.0))).x) *
                 step(abs(fract(q.y * 9.0) - 0.5), 0.28) * step(chip, -0.06);
    colour = mix(body + 0.45 * text, colour * (1.0 - 0.5 * ease(0.1, 0.0, chip)), smoothstep(0.0, 0.012, chip));
    float gloss = fbm(0.6 * p + 0.2 * iTime, 3);
    fragColor = acquire(colour * (0.6 + 0.9 * gloss) + 0.2 * smoothstep(0.55, 0.75, gloss), fragCoord);
}
