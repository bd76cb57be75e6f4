// name: confetti
// description: Paper confetti tumbling over a striped marquee, each piece turning, with shadows.
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
    vec2 p = view(fragCoord, 1.0, 2.0, 1.0);
    float mark = pattern(0.7 * p, rnd(1)), strips = rnd(6), shade = 1.0;
    vec3 front = vec3(-1.0, 0.0, 1.0);
    for (int i = 0; i < 27; i++) {
        float layer = float(i / 9), scale = 2.4 - 0.7 * layer;
        vec2 q = scale * p + vec2(0.0, 0.15 * iTime * (1.0 + layer)) + 31.0 * layer;
        vec2 home = floor(q) + vec2(i % 3, (i / 3) % 3) - 1.0;
        vec3 h = hash3(vec3(home, layer)), g = fract(h * 31.0);
        vec2 axis = normalize(h.zx - 0.5 + 1e-3), r = q - home - h.xy;
        r = abs(vec2(dot(r, axis), axis.x * r.y - axis.y * r.x));
        // Tumbling about its long axis, a piece seems to grow narrow and wide and turns its back.
        float turn = cos(iTime * (0.6 + g.x) + 6.28 * g.y), wide = 0.15 + 0.85 * abs(turn), size = 0.12 + 0.22 * g.z;
        float box = max(r.x - size, r.y - 0.6 * size * wide), disc = (length(r / vec2(1.0, wide)) - 0.8 * size) * wide;
        float d = g.y < strips ? box : disc;
        shade *= 1.0 - 0.4 * ease(0.12, 0.0, d);
        if (d < 0.0) {
            front = vec3(g.x, clamp(0.4 + 0.55 * g.z - (turn > 0.0 ? 0.0 : 0.3), 0.0, 1.0),
                         0.65 + 0.5 * abs(turn) + 0.6 * r.x);
            shade = 1.0;
        }
    }
    vec3 colour = mix(swatch(rnd(2), rnd(3, 0.2, 0.5)), swatch(rnd(4), rnd(5, 0.6, 0.95)), smoothstep(0.3, 0.7, mark));
    if (front.x >= 0.0) colour = swatch(front.x, front.y) * front.z;
    fragColor = acquire(colour * shade, fragCoord);
}
