// name: cloud-sea
// description: Heaped clouds from above, lit low, over dark country seen through the gaps.
// author: procimg developers
// licence: MIT
#include "screen.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "fbm.glsl"
#include "ramp.glsl"
#include "swatch.glsl"
#include "acquire.glsl"
void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord);
    float horizon = rnd(1, 0.55, 1.9), below = max(horizon - p.y, 0.03), depth = rnd(2, 1.6, 3.6) / below;
    vec2 ground = rotate2d(6.2831853 * rnd(3)) * vec2(p.x * depth, depth) + 80.0 * vec2(rnd(4), rnd(5));
    vec2 drift = ground + vec2(0.12 * iTime, 0.0);
    float sun = 6.2831853 * rnd(6);
    vec2 towards = 0.1 * vec2(cos(sun), sin(sun));
    float billow = 0.0, shade = 0.0, weight = 0.55;
    for (int i = 0; i < 5; i++) {
        float scale = 0.85 * exp2(float(i));
        billow += weight * abs(gradient_noise(scale * drift + 0.1 * iTime + 9.0 * float(i)));
        shade += weight * abs(gradient_noise(scale * (drift + towards) + 0.1 * iTime + 9.0 * float(i)));
        weight *= 0.5;
    }
    float thick = smoothstep(rnd(7, 0.05, 0.25), 0.5, billow);
    float light = clamp(0.6 + 2.2 * (billow - shade) + 0.7 * (billow - 0.3), 0.08, 1.3);
    vec3 cloud = ramp(light, 0);
    float fields = fbm(2.0 * ground + 300.0, 4), trees = fbm(7.0 * ground, 2);
    vec3 country = mix(swatch(rnd(8), 0.1 + 0.3 * trees), swatch(rnd(9), 0.2 + 0.35 * trees), smoothstep(0.45, 0.55, fields));
    vec3 colour = mix(country, cloud, thick);
    vec3 sky = ramp(1.0 - 0.6 * max(p.y - horizon + 0.1, 0.0), 1);
    colour = mix(sky, colour, exp(-0.02 * depth * depth));
    fragColor = acquire(mix(sky, colour, smoothstep(-0.01, 0.02, horizon - p.y)), fragCoord);
}
