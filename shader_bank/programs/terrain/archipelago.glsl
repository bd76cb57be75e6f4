// name: archipelago
// description: Islands from the air: shoals, beaches, woods and rock, relief by hill shading, clouds with shadows.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

float land(vec2 p) { return fbm(p, 5) + 0.35 * (fbm(0.3 * p + 70.0, 2) - 0.5); }

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.8, 2.2, 1.0);
    float sea_level = rnd(1, 0.42, 0.58), h = land(p) - sea_level, beside = land(p + vec2(0.02, 0.015)) - sea_level;
    float woods = fbm(9.0 * p, 3), wind = 6.2831853 * rnd(2);
    float wave = 0.5 + 0.5 * sin(30.0 * dot(p, vec2(cos(wind), sin(wind))) + 6.0 * woods + 2.0 * iTime);
    vec3 sea = mix(swatch(rnd(3), 0.2), swatch(rnd(3), 0.6), smoothstep(-0.25, 0.0, h)) * (0.92 + 0.12 * wave);
    sea = mix(sea, vec3(0.85), smoothstep(-0.035, 0.0, h + 0.012 * wave) * step(0.5, wave + woods * 0.5));
    vec3 ground = mix(swatch(rnd(4), 0.88), swatch(rnd(5), 0.15 + 0.55 * woods),
                      smoothstep(0.015, 0.04, h + 0.04 * (woods - 0.5)));
    ground = mix(ground, swatch(rnd(6), 0.3 + 0.5 * woods), smoothstep(0.12, 0.17, h + 0.1 * (woods - 0.5)));
    ground = mix(ground, vec3(0.92), smoothstep(0.25, 0.28, h + 0.1 * (woods - 0.5)));
    ground *= clamp(1.0 + 9.0 * (beside - h), 0.3, 1.7);
    vec3 colour = mix(sea, ground, smoothstep(0.0, 0.006, h));
    vec2 drift = p * 0.7 + vec2(0.12 * iTime, 50.0 * rnd(7));
    float cover = rnd(8, 0.56, 0.72), shadow = fbm(drift + 0.12, 4), cloud = fbm(drift, 4);
    colour *= 1.0 - 0.5 * ease(cover, cover + 0.1, shadow);
    fragColor =
        acquire(mix(colour, vec3(0.7 + 0.5 * (cloud - shadow)) + 0.15, ease(cover, cover + 0.12, cloud)), fragCoord);
}
