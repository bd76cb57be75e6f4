// name: ink-in-water
// description: Drops of ink spreading in clear water: dense heads, thin veils, folded edges.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 s = rotate2d(6.2831853 * rnd(1)) * screen(fragCoord) * rnd(2, 0.7, 1.2), p = s;
    vec3 light =
        mix(swatch(rnd(3), 0.98), swatch(rnd(4), 0.8), clamp(length(s - vec2(rnd(5), rnd(6)) + 0.5) * 0.6, 0.0, 1.0));
    float silt = fbm(1.5 * s + 40.0, 3);
    vec3 colour = light * (0.65 + 0.5 * silt);
    for (int k = 0; k < 4; k++) {
        vec2 q = p - vec2(rnd(10 + k, -0.7, 0.7), rnd(20 + k, -0.7, 0.7));
        float age = 0.8 + 0.25 * sin(0.35 * iTime + 6.28 * rnd(30 + k));
        // Swirl after swirl, each finer, carries the drop's edge along.
        for (int i = 0; i < 5; i++) {
            float scale = 1.1 * exp2(float(i) * 0.9);
            vec2 n = vec2(gradient_noise(scale * q + 9.0 * float(k + i) + 0.06 * iTime),
                          gradient_noise(scale * q - 17.0 * float(k + i) + 50.0));
            q += age * rnd(40 + k, 0.45, 0.8) * n / scale;
        }
        float away = length(q * vec2(1.0, rnd(50 + k, 0.7, 1.3)));
        float body = ease(rnd(60 + k, 0.03, 0.25), 0.0, away - rnd(91 + k, 0.25, 0.55)),
              veil = 0.5 + 0.5 * sin(30.0 * away + 8.0 * silt);
        vec3 ink = swatch(rnd(70 + k), rnd(80 + k, 0.05, 0.5));
        colour *= mix(vec3(1.0), ink * (0.8 + 0.5 * veil), body * (0.75 + 0.25 * veil * rnd(90 + k)));
        colour += 0.12 * ink * ease(0.02, 0.0, abs(away - 0.3)) * body;
    }
    fragColor = acquire(colour, fragCoord);
}
