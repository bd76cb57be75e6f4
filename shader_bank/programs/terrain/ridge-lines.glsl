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
    // Only the frontmost ridge is seen: what grows on it is drawn once, after the search.
    float front_x = 0.0, front_below = 0.0, near = 0.0;
    for (int k = 0; k < 5; k++) {
        int i = 4 - k;
        float nearness = float(i + 1) / 5.0;
        float x = p.x * rough * (1.6 - nearness) + 30.0 * rnd(10 + i) + 0.06 * iTime * nearness;
        float crest = horizon - 0.9 * nearness * nearness + 0.8 * (fbm(vec2(x, 3.0 * float(i)), 5) - 0.5);
        float below = crest + nearness * 0.05 * fbm(vec2(x * 26.0, 5.0 * float(i)), 2) - p.y;
        if (below > 0.0) {
            front_x = x;
            front_below = below;
            near = nearness;
            break;
        }
    }
    if (near > 0.0) {
        vec2 uv = vec2(front_x, front_below * 1.5) * (10.0 - 6.0 * near);
        float wood = fbm(uv * vec2(1.0, 1.6), 4), slope = fbm(0.4 * uv + vec2(front_below, 0.0), 3);
        float meadow = smoothstep(0.4, 0.6, slope);
        vec3 land = mix(swatch(rnd(20), 0.1 + 0.6 * wood), swatch(rnd(21), 0.25 + 0.6 * wood), meadow);
        land *= (0.45 + 0.9 * slope) * (1.25 - 0.6 * near);
        colour = mix(haze, land, 0.2 + 0.95 * near - 0.35 * clamp(front_below, 0.0, 0.6));
    }
    fragColor = acquire(colour, fragCoord);
}
