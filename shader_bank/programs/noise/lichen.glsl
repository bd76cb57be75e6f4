// name: lichen
// description: Rosettes of lichen with pale rims and lobed edges, growing over one another on a rough rock.
// author: procimg developers
// licence: MIT
#include "view.glsl"
#include "hash3.glsl"
#include "fbm.glsl"
#include "swatch.glsl"
#include "acquire.glsl"
void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.2, 2.6, 1.0);
    float rough = fbm(2.5 * p, 5), lobes = fbm(4.0 * p + 20.0, 3) - 0.5;
    vec3 colour = mix(swatch(rnd(1), 0.12), swatch(rnd(1), 0.7), smoothstep(0.2, 0.8, rough));
    for (int i = 0; i < 18; i++) {
        float layer = float(i / 9), scale = layer < 0.5 ? 0.75 : 1.5;
        vec2 q = scale * p + 13.0 * layer, home = floor(q) + vec2(i % 3, (i / 3) % 3) - 1.0;
        vec3 h = hash3(vec3(home, layer));
        float radius = 0.2 + 0.4 * h.z * h.z + 0.06 * sin(0.6 * iTime + 6.2831853 * h.x);
        float d = (length(q - home - h.xy) + 0.35 * lobes - radius) / scale;
        if (fract(h.z * 9.0) < rnd(2, 0.2, 0.5)) continue;
        float tone = 0.35 + 0.4 * fract(h.x * 5.0) + 0.35 * smoothstep(-0.08, 0.0, d) + 0.7 * lobes;
        tone -= 0.25 * smoothstep(-0.12, -0.3, d) * (0.5 + rough);
        colour = mix(swatch(fract(h.y * 3.0), clamp(tone, 0.0, 1.0)), colour * (1.0 - 0.45 * smoothstep(0.06, 0.0, d)), smoothstep(-0.008, 0.008, d));
    }
    fragColor = acquire(colour, fragCoord);
}
