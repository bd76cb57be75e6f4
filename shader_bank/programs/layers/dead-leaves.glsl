// name: dead-leaves
// description: Leaves, discs and boxes of many sizes, each with a texture, hiding one another.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "hash3.glsl"
#include "pattern.glsl"
#include "rnd.glsl"
#include "screen.glsl"
#include "sd_box.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord), inside = p;
    float seed = floor(65536.0 * rnd(1)), leaf_share = rnd(2), largest = rnd(3, 0.09, 0.15);
    vec2 sway = vec2(sin(0.5 * iTime), cos(0.37 * iTime));
    // Front to back: the first shape that covers the pixel is seen; those before it shade it.
    vec3 h = vec3(rnd(4), rnd(5), rnd(6));
    float shade = 1.0, size = 1.5;
    for (int i = 0; i < 36; i++) {
        vec3 place = hash3(vec2(seed, float(i))), looks = fract(place.zxy * 37.0);
        float radius = largest / sqrt(0.03 + place.z);
        vec2 axis = looks.xy - 0.5 + 0.08 * sway;
        axis *= inversesqrt(max(dot(axis, axis), 1e-4));
        vec2 q = p - (2.6 * place.xy - 1.3) - 0.15 * sway * (looks.yx - 0.5);
        q = vec2(dot(q, axis), axis.x * q.y - axis.y * q.x);
        vec2 side = radius * vec2(0.95, 0.3 + 0.6 * looks.z);
        float corner = side.y * fract(looks.z * 9.0);
        float box = sd_box(q, side - corner) - corner;
        float leaf = length(vec2(q.x, abs(q.y) + 0.8 * radius)) - 1.28 * radius;
        float d = looks.y < leaf_share ? leaf : box;
        if (d < 0.0) {
            inside = q;
            h = looks;
            size = radius;
            shade *= mix(1.0, 0.55, smoothstep(-0.025, 0.0, d));
            break;
        }
        shade *= 1.0 - 0.4 * ease(0.07, 0.0, d);
    }
    float mark = pattern(inside * rnd(7, 2.5, 6.0), fract(h.x * 13.0 + h.z));
    float lit = 0.95 + 0.45 * (inside.x * h.y + inside.y) / size;
    vec3 colour = swatch(h.z, clamp(0.05 + 0.75 * h.x + 0.45 * (mark - 0.5), 0.0, 1.0)) * lit * shade;
    fragColor = acquire(colour, fragCoord);
}
