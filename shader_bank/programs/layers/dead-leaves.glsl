// name: dead-leaves
// description: Discs, boxes, stars and polygons of many sizes, each with a texture, hiding one another.
// author: procimg developers
// licence: MIT
#include "rnd.glsl"
#include "hash3.glsl"
#include "rotate2d.glsl"
#include "sd_box.glsl"
#include "sd_star.glsl"
#include "pattern.glsl"
#include "swatch.glsl"
#include "acquire.glsl"
void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = (2.0 * fragCoord - iResolution.xy) / iResolution.y;
    float seed = floor(65536.0 * rnd(1)), points = float(4 + rnd(2, 5)), box_share = rnd(3);
    // Front to back: the first shape that covers the pixel is seen; those before it shade it.
    vec2 inside = p;
    vec3 h = vec3(rnd(4), rnd(5), rnd(6));
    float shade = 1.0, size = 1.5;
    for (int i = 0; i < 44; i++) {
        vec3 place = hash3(vec2(seed, float(i))), looks = hash3(vec2(seed + 1.0, float(i)));
        float radius = 0.11 / sqrt(0.02 + place.z);
        float swing = sin(0.4 * iTime + 6.2831853 * looks.z);
        vec2 q = p - (2.6 * place.xy - 1.3) - 0.12 * swing * vec2(looks.y - 0.5, looks.x - 0.5);
        q = rotate2d(6.2831853 * looks.x + 0.3 * swing) * q;
        float d = looks.y < box_share ? sd_box(q, radius * vec2(0.9, 0.35 + 0.5 * looks.z))
                                      : (looks.z < 0.5 ? length(q) - radius : sd_star(q, points, radius, 0.55 * radius));
        if (d < 0.0) {
            inside = q;
            h = looks;
            size = radius;
            shade *= mix(1.0, 0.6, smoothstep(-0.02, 0.0, d));
            break;
        }
        shade *= 1.0 - 0.35 * smoothstep(0.07, 0.0, d);
    }
    float mark = pattern(inside * rnd(7, 4.0, 9.0), fract(h.x * 13.0 + h.z));
    float lit = 0.9 + 0.35 * dot(inside, vec2(cos(6.2831853 * h.x), sin(6.2831853 * h.x))) / size;
    vec3 colour = swatch(h.z, clamp(0.15 + 0.6 * h.y + 0.5 * (mark - 0.5), 0.0, 1.0)) * lit * shade;
    fragColor = acquire(colour, fragCoord);
}
