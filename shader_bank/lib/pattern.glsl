// A texture in [0, 1] for the inside of a shape: stripes, dots, checks, rings, bricks or rough, all worn by noise.
// `id` in [0, 1) picks kind, scale and direction; p has about 1 unit for a feature of middle size. Licence MIT.
#include "ease.glsl"
#include "hash3.glsl"
#include "rotate2d.glsl"
#include "gradient_noise.glsl"
float pattern(vec2 p, float id) {
    vec3 h = hash3(floor(id * 65536.0));
    float wear = gradient_noise(1.3 * p + 40.0 * h.xy) + 0.5 * gradient_noise(4.1 * p);
    vec2 q = rotate2d(6.2831853 * h.y) * p * mix(0.7, 1.9, h.z) + 0.15 * wear;
    vec2 cell = abs(fract(q) - 0.5);
    int kind = int(h.x * 7.0);
    float mark = 0.5;
    if (kind == 0)
        mark = smoothstep(0.14, 0.34, cell.x);
    else if (kind == 1)
        mark = ease(0.38, 0.26, length(cell));
    else if (kind == 2)
        mark = smoothstep(-0.06, 0.06, (cell.x - 0.25) * (cell.y - 0.25) * 4.0);
    else if (kind == 3)
        mark = 0.5 + 0.5 * sin(6.2831853 * length(q + 3.0 * h.zy));
    else if (kind == 4)
        mark = smoothstep(0.0, 0.1, min(abs(fract(q.x * 0.5 + 0.5 * floor(q.y)) - 0.5), 0.5 - cell.y));
    else if (kind == 5)
        mark = 0.5 + 0.5 * sin(4.4 * q.x + 2.5 * sin(1.7 * q.y));
    return clamp(0.15 + 0.7 * mark + 0.3 * wear, 0.0, 1.0);
}
