// name: rose-window
// description: A rose window in a stone wall: spokes, foils and roundels of glass, sunbeams drifting over.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash2.glsl"
#include "rnd.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord) * rnd(1, 0.85, 1.25) + 0.4 * (vec2(rnd(2), rnd(3)) - 0.5);
    float spokes = float(6 + 2 * rnd(4, 4)), r = length(p), angle = atan(p.y, p.x + 1e-6) / 6.2831853 * spokes;
    float index = floor(angle + 0.5), across = (angle - index) / spokes * 6.2831853;
    vec2 q = r * vec2(cos(across), sin(across));
    float foil_at = rnd(5, 0.62, 0.74), foil = 2.4 / spokes, hub = rnd(6, 0.16, 0.26);
    float petals =
        length((q - vec2(0.5 * (hub + foil_at), 0.0)) * vec2(1.0, 0.28 * spokes)) - 0.5 * (foil_at - hub) - 0.02;
    float roundel = length(q - vec2(foil_at + 0.07, 0.0)) - foil * 0.62;
    vec2 between = r * vec2(cos(abs(across) - 3.1415927 / spokes), sin(abs(across) - 3.1415927 / spokes));
    float corner = length(between - vec2(0.92, 0.0)) - foil * 0.3, eye = r - hub + 0.04;
    float glass = min(min(petals, roundel), min(corner, eye));
    float zone = glass == petals ? 1.0 : glass == roundel ? 2.0 : glass == corner ? 3.0 : 4.0;
    vec2 quarry = vec2(floor(9.0 * r), floor(across * spokes * 0.9 + 0.5)),
         h = hash2(vec3(quarry, zone + 10.0 * floor(99.0 * rnd(7))));
    float streak = fbm(9.0 * p + 5.0 * h, 3), sun = fbm(0.8 * p + 0.2 * iTime, 3);
    vec3 pane =
        swatch(fract(rnd(8) + 0.27 * zone + 0.3 * h.x), clamp(0.45 + 0.5 * h.y + 0.4 * (streak - 0.5), 0.0, 1.0)) *
        (0.3 + 1.6 * sun);
    vec2 lead = abs(fract(vec2(9.0 * r, across * spokes * 0.9 + 0.5)) - 0.5);
    pane *= 0.25 + 0.75 * ease(0.5, 0.42, max(lead.x, lead.y));
    vec2 block = p * vec2(3.0, 6.0);
    block.x += 0.5 * mod(floor(block.y), 2.0);
    vec2 joint = abs(fract(block) - 0.5);
    float chip = fbm(5.0 * p + 40.0, 4), relief = smoothstep(0.0, 0.05, glass);
    float tone = 0.45 + 0.5 * (chip - 0.5) + 0.2 * (hash2(floor(block)).x - 0.5) +
                 0.25 * relief * sin(60.0 * r) * step(r, 1.02) * rnd(9, 0.2, 1.0);
    vec3 stone = swatch(rnd(10), clamp(tone, 0.0, 1.0)) *
                 (r > 1.02 ? 0.55 + 0.45 * ease(0.5, 0.44, max(joint.x, joint.y)) : 1.0);
    stone *= (0.5 + 0.5 * relief) * (0.7 + 0.6 * smoothstep(0.3, 0.7, fbm(0.7 * p - 0.15 * iTime + 9.0, 2)));
    fragColor = acquire(mix(pane, stone, smoothstep(0.0, 0.012, glass)), fragCoord);
}
