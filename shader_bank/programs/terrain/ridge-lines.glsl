// name: ridge-lines
// description: Mountain ridges one behind another, forested and hazed, under a clouded sky.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord);
    vec2 sun = vec2(rnd(1, -0.8, 0.8), rnd(2, 0.1, 0.8));
    float clouds = fbm(vec2(0.9, 2.2) * p + vec2(0.08 * iTime, 50.0 * rnd(3)), 4);
    float glow = exp(-2.5 * length(p - sun));
    vec3 sky = ramp(0.5 + 0.35 * glow + 0.5 * (clouds - 0.5) - 0.2 * p.y, 0) +
               0.5 * ease(0.12, 0.1, length(p - sun)) * step(0.3, rnd(4));
    vec3 colour = sky, haze = ramp(0.8, 0);
    float horizon = rnd(5, -0.05, 0.45), rough = rnd(6, 0.7, 1.6);
    for (int i = 0; i < 5; i++) {
        float near = float(i + 1) / 5.0;
        float x = p.x * rough * (1.6 - near) + 30.0 * rnd(10 + i) + 0.06 * iTime * near;
        float crest = horizon - 0.9 * near * near + 0.8 * (fbm(vec2(x, 3.0 * float(i)), 5) - 0.5);
        float trees = near * 0.05 * (fbm(vec2(x * 26.0, 5.0 * float(i)), 2));
        float below = crest + trees - p.y;
        vec2 uv = vec2(x, below * 1.5) * (10.0 - 6.0 * near);
        float wood = fbm(uv * vec2(1.0, 1.6), 3), slope = fbm(0.4 * uv + vec2(below, 0.0), 2);
        vec3 land =
            mix(swatch(rnd(20), 0.1 + 0.6 * wood), swatch(rnd(21), 0.25 + 0.6 * wood), smoothstep(0.4, 0.6, slope));
        land *= (0.45 + 0.9 * slope) * (1.25 - 0.6 * near);
        colour = mix(colour, mix(haze, land, 0.2 + 0.95 * near - 0.35 * clamp(below, 0.0, 0.6)),
                     smoothstep(0.0, 0.012, below));
    }
    fragColor = acquire(colour, fragCoord);
}
