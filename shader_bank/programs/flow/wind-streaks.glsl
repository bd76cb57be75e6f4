// name: wind-streaks
// description: Streaks of paint drawn out along a curling wind, as a brush would follow it.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "value_noise.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.8, 1.8, 1.0), q = p, start = p;
    // Line integral convolution with few steps: walk against the wind, average fine noise on the way.
    float streak = 0.0, weight = 0.0, gust = rnd(1, 0.5, 1.1), reach = rnd(2, 0.025, 0.05);
    for (int i = 0; i < 12; i++) {
        float angle = 6.2831853 * (value_noise(gust * q + 0.06 * iTime) + 0.5 * value_noise(1.9 * gust * q + 30.0));
        q += reach * vec2(cos(angle), sin(angle));
        if (i == 4) start = q;
        streak += value_noise(13.0 * q);
        weight += 1.0;
    }
    streak /= weight;
    float colour_field = fbm(0.9 * start + 8.0, 3), second = fbm(1.4 * q + 50.0, 2);
    vec3 colour = mix(ramp(0.9 * colour_field + 2.2 * (streak - 0.5) + 0.1, 0),
                      swatch(rnd(3), clamp(0.55 + 2.0 * (streak - 0.5), 0.0, 1.0)), smoothstep(0.5, 0.58, second));
    colour =
        mix(colour, swatch(rnd(4), clamp(0.35 + 2.0 * (streak - 0.5), 0.0, 1.0)), smoothstep(0.56, 0.6, colour_field));
    fragColor = acquire(colour * (0.8 + 1.2 * max(streak - 0.35, 0.0)), fragCoord);
}
