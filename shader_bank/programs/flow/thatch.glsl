// name: thatch
// description: Straws and bristles laid along a combed field, over one another, in patches of several colours.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "gradient_noise.glsl"
#include "hash3.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.7, 1.5, 1.0);
    float lay = 6.2831853 * rnd(1), curl = rnd(2, 1.2, 3.0), best = -1.0, dark = 0.0;
    vec2 root = p;
    vec3 hair = vec3(0.5);
    for (int i = 0; i < 27; i++) {
        float layer = float(i / 9), scale = 5.0 - 0.6 * layer;
        vec2 q = scale * p + 11.0 * layer, home = floor(q) + vec2(i % 3, (i / 3) % 3) - 1.0;
        vec3 h = hash3(vec3(home, layer));
        vec2 from = home + h.xy;
        // A hair keeps the direction that the field has at its root, and bends a little.
        float angle = lay + curl * gradient_noise(from / scale * 0.8 + 0.06 * iTime) + 0.9 * (h.z - 0.5);
        vec2 r = rotate2d(-angle) * (q - from);
        float s = clamp(r.x / 0.95, 0.0, 1.0), off = abs(r.y - 0.25 * (h.x - 0.5) * s * s - 0.0),
              width = 0.15 * (1.0 - s) + 0.02;
        float high = layer + s + 0.6 * h.z;
        if (r.x > 0.0 && r.x < 0.95 && off < width && high > best) {
            best = high;
            dark = off / width;
            hair = vec3(h.xy, s);
            root = from / scale;
        }
    }
    float edge = rnd(3, -0.2, 0.25),
          field = gradient_noise(0.8 * root + 70.0) + 0.35 * gradient_noise(2.0 * root + 20.0);
    bool other = field > edge;
    float tone = other ? rnd(6, 0.55, 0.9) : rnd(7, 0.3, 0.7);
    if (gradient_noise(rnd(9, 1.5, 3.0) * root + 40.0) > rnd(8, 0.25, 0.6)) tone *= 0.4;
    float light = best < 0.0 ? 0.2 : (0.5 + 0.6 * hair.z) * (1.1 - 0.5 * dark);
    fragColor =
        acquire(swatch(other ? rnd(4) : rnd(5), clamp(tone + 0.3 * (hair.x - 0.5), 0.0, 1.0)) * light * 1.2, fragCoord);
}
