// name: meadow
// description: A meadow from above: two kinds of flowers at different heights over blown grass.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.0, 2.2, 1.0);
    vec2 wind = 0.1 * vec2(sin(0.9 * iTime), cos(0.7 * iTime));
    float clump = fbm(0.8 * p, 3), blades = fbm(vec2(12.0, 2.5) * (p + 0.4 * clump + 0.4 * wind), 3),
          across = fbm(vec2(2.5, 11.0) * (p - 0.3 * clump), 3);
    float shade = 1.0, dense = rnd(2, 0.35, 0.9), common_kind = rnd(3), petals_a = float(5 + rnd(10, 4)),
          petals_b = float(6 + rnd(11, 7));
    vec4 front = vec4(0.0, 0.0, 0.0, -1.0);
    for (int i = 0; i < 18; i++) {
        float layer = float(i / 9), scale = 1.9 - 0.8 * layer;
        vec2 q = scale * p + wind * (1.0 + layer) + 23.0 * layer, home = floor(q) + vec2(i % 3, (i / 3) % 3) - 1.0;
        vec3 h = hash3(vec3(home, layer));
        bool first = h.y < common_kind;
        vec2 r = q - home - 0.15 - 0.7 * h.xy;
        float away = length(r), size = 0.2 + 0.18 * h.z;
        float lobe = abs(cos(0.5 * (first ? petals_a : petals_b) * (atan(r.y, r.x + 1e-6) + 6.28 * h.z + wind.x)));
        float d = away - size * (first ? 0.35 + 0.65 * sqrt(lobe) : 0.75 + 0.25 * lobe);
        if (fract(h.x * 17.0) > dense) d = 1.0;
        shade *= 1.0 - 0.5 * ease(0.1, 0.0, d);
        if (d < 0.0) {
            front = vec4(away / size, lobe, h.x, first ? 0.0 : 1.0);
            shade = 1.0;
        }
    }
    float which = rnd(1), tone = 0.05 + 0.75 * max(blades, across) + 0.5 * (clump - 0.5);
    if (front.w >= 0.0) {
        bool eye = front.x < 0.27;
        which = eye ? rnd(60 + int(front.w)) : fract(rnd(40 + int(front.w)) + 0.1 * front.z);
        tone = eye ? 0.35 + 0.5 * hash3(floor(26.0 * p)).x
                   : rnd(50 + int(front.w), 0.6, 0.9) - 0.12 + 0.2 * front.y + 0.2 * (front.x - 0.5);
    }
    vec3 colour = swatch(which, clamp(tone, 0.0, 1.0)) * (front.w >= 0.0 ? 1.15 : 0.85);
    fragColor = acquire(colour * shade, fragCoord);
}
