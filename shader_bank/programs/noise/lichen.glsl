// name: lichen
// description: Lichen in several colours growing in rimmed patches over a rough rock.
// author: procimg developers
// licence: MIT
#include "view.glsl"
#include "fbm.glsl"
#include "swatch.glsl"
#include "acquire.glsl"
void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.2, 3.2, 1.0);
    float rough = fbm(3.0 * p, 5);
    vec3 colour = mix(swatch(rnd(1), 0.25), swatch(rnd(1), 0.62), rough) * (0.7 + 0.6 * fbm(0.7 * p + 9.0, 2));
    for (int i = 0; i < 4; i++) {
        vec2 shift = vec2(37.0, 11.0) * float(i + 1) + 0.08 * iTime * (vec2(rnd(20 + i), rnd(30 + i)) - 0.5);
        float growth = fbm(p * (0.9 + 0.35 * float(i)) + shift, 4) + 0.12 * (rough - 0.5) - rnd(40 + i, 0.52, 0.68);
        float grain = 0.75 + 0.5 * fbm(p * 9.0 + shift, 2);
        vec3 lichen = swatch(rnd(10 + i), rnd(50 + i, 0.45, 0.9)) * grain;
        lichen = mix(lichen * 1.35, lichen, smoothstep(0.0, 0.09, growth));
        colour = mix(colour * (1.0 - 0.5 * smoothstep(-0.06, 0.0, growth)), lichen, smoothstep(0.0, 0.025, growth));
    }
    fragColor = acquire(colour, fragCoord);
}
