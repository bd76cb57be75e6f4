// name: zebra
// description: Stripes that fork and end as on a zebra's hide, bent round the body, over short hair.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.9, 2.2, 1.0);
    float body = fbm(0.5 * p + 0.06 * iTime, 3), body_beside = fbm(0.5 * (p + 0.05) + 0.06 * iTime, 3);
    // Plane waves whose directions lie close together: where they fall out of step, stripes fork.
    float sum = 0.0, spread = rnd(1, 0.12, 0.5), k = rnd(2, 7.0, 13.0);
    vec2 q = p + 0.55 * vec2(gradient_noise(0.5 * p), gradient_noise(0.5 * p + 30.0));
    for (int i = 0; i < 7; i++) {
        float angle = spread * (float(i) - 3.0) + 0.3 * rnd(10 + i), pitch = k * (0.85 + 0.3 * rnd(20 + i));
        sum += cos(pitch * dot(q, vec2(cos(angle), sin(angle))) + 6.2831853 * rnd(30 + i) +
                   0.3 * iTime * (rnd(40 + i) - 0.5));
    }
    float hair = fbm((rotate2d(6.28 * rnd(8)) * p + 0.5 * body) * vec2(22.0, 5.0), 2);
    float dark = smoothstep(-0.25, 0.25, sum + rnd(3, -0.8, 0.8) + 0.5 * (hair - 0.5));
    vec3 pale = swatch(rnd(4), clamp(0.82 + 0.5 * (body - 0.5) + 0.3 * (hair - 0.5), 0.0, 1.0)),
         black = swatch(rnd(5), clamp(rnd(6, 0.1, 0.4) + 0.3 * (hair - 0.5), 0.0, 1.0));
    vec3 colour = mix(pale, black, dark);
    float light = clamp(1.0 + 8.0 * (body_beside - body) * (rnd(7) < 0.5 ? 1.0 : -1.0), 0.35, 1.6);
    fragColor = acquire(colour * light, fragCoord);
}
