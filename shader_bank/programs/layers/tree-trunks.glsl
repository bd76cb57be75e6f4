// name: tree-trunks
// description: A wood of trunks in depth, mossed and barked, undergrowth between, light falling from a side.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord);
    float foliage = fbm(2.5 * p + 0.05 * sin(iTime) + 30.0 * rnd(1), 5);
    vec3 air = ramp(0.85 - 0.25 * abs(p.y - rnd(2, -0.5, 0.7)), 0),
         colour = mix(air, swatch(rnd(3), 0.4 + 0.6 * foliage), 0.35 * smoothstep(0.45, 0.6, foliage));
    vec3 wood_dark = swatch(rnd(5), 0.05), wood = swatch(rnd(5), 0.9), moss_dark = swatch(rnd(6), 0.1),
         moss = swatch(rnd(6), 0.95);
    vec3 leaf_dark = swatch(rnd(9), 0.05), leaf_light = swatch(rnd(9), 0.9);
    float side = rnd(4) < 0.5 ? -1.0 : 1.0;
    for (int i = 0; i < 4; i++) {
        float near = float(i) / 3.0, scale = mix(6.0, 1.4, near);
        float lean = 0.35 * gradient_noise(vec2(0.8 * p.y, 11.0 * float(i))),
              x = scale * p.x + lean + 40.0 * rnd(10 + i) + 0.1 * iTime * near;
        vec3 h = hash3(vec2(floor(x), float(i)));
        float foot = -0.15 - 0.75 * near, width = (0.14 + 0.2 * h.x) * (1.0 + 0.35 * exp(-5.0 * max(p.y - foot, 0.0)));
        float off = fract(x) - 0.5 - 0.3 * (h.y - 0.5), around = clamp(off / width, -1.0, 1.0);
        float bark = fbm(vec2(5.0 * asin(around * 0.98), (2.0 + 2.0 * near) * p.y + 50.0 * h.z), 4);
        float lightness = 0.15 + 0.7 * smoothstep(0.3, 0.7, bark) * (0.5 + 0.5 * side * around);
        vec3 trunk = mix(mix(wood_dark, wood, lightness * lightness), mix(moss_dark, moss, lightness * lightness),
                         smoothstep(0.5, 0.65, bark + 0.25 * side * around - 0.3 * (p.y + 0.3)) * rnd(7));
        trunk *= 0.35 + 0.65 * ease(1.0, 0.6, abs(around));
        float here = ease(0.02, -0.01, abs(off) - width) * step(h.z, rnd(8, 0.55, 0.95)) * step(foot, p.y);
        colour = mix(colour, mix(air, trunk * 1.3, 0.25 + 0.75 * near), here);
        float growth = fbm(vec2(9.0, 4.0) * p * mix(1.6, 0.8, near) + 17.0 * float(i), 3);
        float bush = foot + 0.14 + 0.3 * (growth - 0.4) - p.y;
        float tone = clamp(0.1 + 0.95 * growth - 0.25 * near, 0.0, 1.0);
        vec3 leaf = mix(leaf_dark, leaf_light, tone * tone);
        colour = mix(colour, mix(air, leaf, 0.3 + 0.7 * near), smoothstep(0.0, 0.02, bush));
    }
    float ray = fbm(vec2(3.0 * (p.x + 0.7 * side * p.y), 0.15 * iTime), 3);
    fragColor = acquire(colour + 0.35 * air * smoothstep(0.5, 0.75, ray) * rnd(20), fragCoord);
}
