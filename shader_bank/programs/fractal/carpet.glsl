// name: carpet
// description: A Sierpinski carpet of nine-fold squares, some holes filled, every level in its own weave.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "hash2.glsl"
#include "pattern.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.25, 0.7, 1.0);
    vec2 q = p, home = floor(p);
    float level = 5.0, edge = 0.5, found = 0.0, scale = 1.0, salt = 0.0;
    for (int i = 0; i < 4; i++) {
        vec2 h = hash2(vec3(floor(q), floor(999.0 * rnd(1)) + float(i)));
        vec2 local = fract(q) * 3.0 - 1.5, inside = 0.5 - abs(local);
        float hole = min(inside.x, inside.y) + 0.06 * sin(0.8 * iTime + 6.2831853 * h.y);
        if (found < 0.5 && hole > 0.0 && h.x > rnd(2, 0.0, 0.25)) {
            found = 1.0;
            level = float(i);
            edge = hole / scale;
            salt = h.y;
        } else if (found < 0.5) {
            edge = min(edge, -hole / scale);
        }
        q *= 3.0;
        scale *= 3.0;
    }
    float mark = pattern(p * rnd(10 + int(level), 4.0, 14.0), rnd(20 + int(level)));
    vec3 colour = swatch(fract(rnd(3) + 0.27 * level + 0.2 * salt),
                         clamp(rnd(30 + int(level), 0.3, 0.95) + 0.4 * (mark - 0.5) + 0.3 * (salt - 0.5), 0.0, 1.0));
    colour *= found > 0.5 ? 0.6 + 0.4 * smoothstep(0.0, 0.05, edge) : 1.0 - 0.3 * ease(0.01, 0.0, edge);
    fragColor = acquire(colour, fragCoord);
}
