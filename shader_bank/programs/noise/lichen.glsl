// name: lichen
// description: Rosettes of lichen with pale rims and lobed edges, growing over one another on a rough rock.
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
    vec2 p = view(fragCoord, 1.2, 2.6, 1.0);
    float rough = fbm(2.5 * p, 5), lobes = fbm(4.0 * p + 20.0, 3) - 0.5, sparse = rnd(2, 0.1, 0.45);
    float shade = 1.0, depth = 1.0;
    vec3 front = vec3(-1.0);
    for (int i = 0; i < 18; i++) {
        float layer = float(i / 9), scale = layer < 0.5 ? 0.75 : 1.5;
        vec2 q = scale * p + 13.0 * layer, home = floor(q) + vec2(i % 3, (i / 3) % 3) - 1.0;
        vec3 h = hash3(vec3(home, layer));
        float radius = 0.2 + 0.4 * h.z * h.z + 0.06 * sin(0.6 * iTime + 6.2831853 * h.x);
        float d = (length(q - home - h.xy) + 0.35 * lobes - radius) / scale;
        if (fract(h.z * 9.0) < sparse) d = 1.0;
        shade *= 1.0 - 0.45 * ease(0.07, 0.0, d);
        if (d < 0.0) {
            front = h;
            depth = d;
            shade = 1.0;
        }
    }
    float tone = smoothstep(0.2, 0.8, rough) * 0.6 + 0.12;
    if (depth < 0.0) {
        tone = 0.35 + 0.4 * fract(front.x * 5.0) + 0.35 * smoothstep(-0.08, 0.0, depth) + 0.7 * lobes;
        tone -= 0.25 * ease(-0.12, -0.3, depth) * (0.5 + rough);
    }
    vec3 colour = swatch(depth < 0.0 ? fract(front.y * 3.0) : rnd(1), clamp(tone, 0.0, 1.0)) * shade;
    fragColor = acquire(colour, fragCoord);
}
