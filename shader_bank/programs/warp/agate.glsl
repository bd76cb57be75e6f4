// name: agate
// description: A slice of agate: uneven bands about several centres, a crystal core, polished.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash2.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "value_noise.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.9, 1.9, 1.0);
    vec2 q = p + rnd(1, 0.3, 1.0) * (vec2(fbm(p, 3), fbm(p + 40.0, 3)) - 0.5);
    float near = 9.0;
    for (int i = 0; i < 9; i++) {
        vec2 home = floor(q) + vec2(i % 3, i / 3) - 1.0;
        vec2 h = hash2(home);
        near = min(near, length(q - home - 0.15 - 0.7 * h) + 0.4 * h.x * step(h.y, 0.5));
    }
    near += 0.07 * (fbm(5.0 * p, 3) - 0.5) + 0.03 * sin(0.5 * iTime);
    // A random walk over depth makes bands of uneven width, the same all round a centre.
    float fine = value_noise(vec2(near * rnd(2, 25.0, 55.0), 3.0)),
          broad = value_noise(vec2(near * rnd(3, 5.0, 12.0), 9.0));
    float tone = mix(broad, fine, rnd(4, 0.2, 0.55));
    vec3 stone = mix(ramp(tone, 0), ramp(1.0 - tone, 1), smoothstep(0.35, 0.65, value_noise(vec2(near * 6.0, 20.0))));
    float spark = fbm(p * 8.0 + 0.2 * iTime, 2);
    stone = mix(ramp(1.3 * spark - 0.1, 1), stone, ease(rnd(5, 0.05, 0.2), rnd(5, 0.05, 0.2) + 0.02, near));
    fragColor = acquire(stone * (0.75 + 0.5 * fbm(0.5 * p + 9.0 + 0.1 * iTime, 2)), fragCoord);
}
