// name: brain-coral
// description: Brain coral: rounded ridges that wander and never cross, valleys between, specks of polyps.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

float labyrinth(vec2 p) {
    // A sum of plane waves of one length in all directions: narrow-band noise, whose level lines make labyrinths.
    float sum = 0.0;
    for (int i = 0; i < 9; i++) {
        float angle = 0.6981317 * float(i) * 0.5 + 0.3 * rnd(10 + i);
        sum += cos(dot(p, vec2(cos(angle), sin(angle))) + 6.2831853 * rnd(20 + i) + 0.25 * iTime * (rnd(30 + i) - 0.5));
    }
    return sum / 3.0;
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 s = view(fragCoord, 0.9, 2.0, 1.0),
         p = rnd(1, 6.0, 10.0) * s + 1.6 * vec2(gradient_noise(0.9 * s), gradient_noise(0.9 * s + 40.0));
    float field = labyrinth(p), beside = labyrinth(p + 0.25 * vec2(cos(0.3 * iTime), sin(0.3 * iTime)));
    float ridge = 1.0 / (1.0 + 2.5 * field * field), ridge_beside = 1.0 / (1.0 + 2.5 * beside * beside);
    float grain = fbm(8.0 * s, 3), broad = fbm(0.6 * s + 8.0, 3);
    float light = clamp(0.75 + 1.9 * (ridge - ridge_beside) + 0.5 * (ridge - 0.6), 0.12, 1.6);
    vec3 valley = swatch(rnd(2), clamp(rnd(3, 0.1, 0.6) + 0.5 * (grain - 0.5), 0.0, 1.0)),
         crest = swatch(rnd(4), clamp(rnd(5, 0.5, 0.9) + 0.6 * (broad - 0.5) + 0.3 * (grain - 0.5), 0.0, 1.0));
    vec3 colour = mix(valley, crest, smoothstep(0.35, 0.7, ridge));
    vec2 polyp = fract(1.3 * p) - 0.5;
    colour = mix(colour, swatch(rnd(6), 0.85), ease(0.25, 0.15, length(polyp)) * ease(0.45, 0.3, ridge) * rnd(7));
    fragColor = acquire(colour * light * (0.7 + 0.7 * broad), fragCoord);
}
