// name: runes
// description: A page of an unknown script, inked in lines on stained parchment, with initials in colour.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "sd_segment.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.6, 4.0, 0.06);
    float stain = fbm(0.7 * p, 5), fibre = fbm(7.0 * p, 3);
    p += 0.06 * vec2(gradient_noise(1.2 * p), gradient_noise(1.2 * p + 30.0));
    vec2 size = vec2(0.62, 1.0), cell = floor(p / size), q = p - cell * size;
    // A seeded alphabet of a few dozen signs; each is three strokes and an arc on a small grid.
    vec3 pick = hash3(cell + floor(999.0 * rnd(1)));
    float sign_ = floor(pick.x * 26.0) + 40.0 * floor(99.0 * rnd(2)), ink = 9.0;
    bool gap = pick.y < rnd(3, 0.08, 0.3);
    for (int i = 0; i < 3; i++) {
        vec3 h = hash3(vec2(sign_, float(i))), g = hash3(vec2(sign_, float(i) + 50.0));
        vec2 a = vec2(0.12 + 0.19 * floor(3.0 * h.x), 0.15 + 0.175 * floor(5.0 * h.y)),
             b = vec2(0.12 + 0.19 * floor(3.0 * g.x), 0.15 + 0.175 * floor(5.0 * g.y));
        float pen = 0.028 + 0.03 * abs(dot(normalize(b - a + 1e-3), vec2(0.7, 0.7)));
        float arc = abs(length(q - a) - 0.2), cut = dot(q - a, h.yz - 0.5);
        ink = min(ink, (i == 2 && h.z < 0.6 ? max(arc, cut) : sd_segment(q, a, b)) - pen);
    }
    float age = 0.7 + 0.5 * fbm(3.0 * p + 60.0, 3),
          red = step(hash3(vec2(cell.y, 5.0)).x * 9.0, 1.0) * step(mod(cell.x, 9.0), 1.0);
    vec3 colour = ramp(0.75 + 0.8 * (stain - 0.5) + 0.25 * (fibre - 0.5), 0);
    float initial = step(pick.z, rnd(4, 0.02, 0.12));
    vec3 gold = swatch(rnd(5), 0.45 + 0.5 * smoothstep(0.3, 0.7, fract(0.5 * p.x + 0.2 * iTime) * fibre * 2.0));
    vec2 box = abs(q / size - 0.5);
    colour = mix(colour, gold, initial * ease(0.47, 0.45, max(box.x, box.y)));
    vec3 black = mix(swatch(rnd(6), 0.12), swatch(rnd(7), 0.4), red);
    if (!gap)
        colour = mix(colour, mix(black, swatch(rnd(8), 0.08), initial), ease(0.015, -0.01, ink) * clamp(age, 0.0, 1.0));
    float rule = abs(fract(p.y) - 0.08);
    colour = mix(swatch(rnd(9), 0.55), colour, 0.6 + 0.4 * smoothstep(0.01, 0.02, rule));
    float lamp = 0.75 + 0.45 * sin(0.35 * p.x + 0.25 * p.y + 0.5 * iTime);
    fragColor = acquire(colour * lamp, fragCoord);
}
