// name: pentagrid
// description: Five families of parallel lines: a quasicrystal of flat pieces, shaded like cut paper.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash2.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.1, 3.0, 1.0);
    float nearest = 9.0, shade = 0.0;
    vec2 name = vec2(0.0);
    int families = 4 + rnd(1, 3);
    for (int i = 0; i < 6; i++) {
        if (i >= families) break;
        float angle = 3.1415927 * float(i) / float(families);
        vec2 normal = vec2(cos(angle), sin(angle));
        float place = dot(p, normal) * 0.8 + rnd(10 + i) + 0.07 * sin(0.6 * iTime + 2.0 * float(i));
        float strip = floor(place), into = place - strip;
        nearest = min(nearest, min(into, 1.0 - into));
        shade += (0.5 - into) * (0.4 + 0.6 * rnd(20 + i));
        name += strip * vec2(float(i * i + 1), 7.0 - float(i));
    }
    vec2 h = hash2(name + floor(999.0 * rnd(2)));
    float parity = mod(name.x + name.y, 2.0);
    float paper = fbm(7.0 * p + 10.0 * h, 3);
    float tone = mix(0.35, 0.95, mix(parity, h.x, rnd(3, 0.2, 1.0))) + 0.3 * (paper - 0.5);
    vec3 colour = swatch(mix(h.y, 0.9 * parity, rnd(4)), clamp(tone, 0.0, 1.0));
    colour *= clamp(1.0 + rnd(5, 0.15, 0.5) * shade, 0.3, 1.7);
    colour *= 0.45 + 0.55 * ease(0.0, rnd(6, 0.02, 0.07), nearest);
    fragColor = acquire(colour, fragCoord);
}
