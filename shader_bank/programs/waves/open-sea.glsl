// name: open-sea
// description: The sea to the horizon: crossing swells, sky light and sun glitter, foam on the crests, clouds above.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "rnd.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord), sun = vec2(rnd(1, -0.8, 0.8), rnd(2, 0.15, 0.7));
    p.y -= rnd(3, -0.2, 0.8);
    bool water = p.y < 0.0;
    float depth = rnd(4, 0.8, 2.0) / max(-p.y + 0.1, 0.02);
    vec2 q = vec2(p.x, 1.0) * depth + 90.0 * vec2(rnd(5), rnd(6)), slope = vec2(0.0);
    float height = 0.0, k = 1.3, wind = rnd(7, -0.7, 0.7);
    for (int i = 0; i < 6; i++) {
        float angle = wind + 1.5707963 + rnd(10 + i, -0.8, 0.8);
        vec2 heading = vec2(cos(angle), sin(angle));
        float phase = k * dot(q, heading) + 1.7 * sqrt(k) * iTime + 6.2831853 * rnd(20 + i);
        float wave = sin(phase), fade = 1.0 / (1.0 + 0.02 * k * depth);
        height += fade * wave / k;
        slope += fade * heading * cos(phase);
        q -= 0.35 * heading * wave / k;
        k *= 1.75;
    }
    slope = 0.24 * slope + 0.25 * (vec2(fbm(4.0 * q + iTime, 3), fbm(4.0 * q - iTime + 50.0, 3)) - 0.5);
    // The place in the sky that the water mirrors, or that is seen.
    float calm = rnd(8, 0.6, 1.3);
    vec2 mirror = water ? vec2(p.x + calm * slope.x, abs(0.35 - 0.45 * p.y + calm * slope.y)) : p;
    float clouds = fbm(vec2(0.6 * mirror.x, 1.0) / (0.3 + abs(mirror.y)) + vec2(0.08 * iTime, 9.0 * rnd(9)), 4);
    vec3 air = mix(swatch(rnd(30), 0.92), swatch(rnd(31), 0.4), clamp(1.3 * mirror.y, 0.0, 1.0));
    air = mix(air, swatch(rnd(30), 0.5 + 0.6 * clouds), smoothstep(0.45, 0.62, clouds));
    vec2 glare = (mirror - sun) * vec2(1.0, water ? 0.35 : 1.0);
    air += vec3(1.0, 0.8, 0.55) * (exp(-6.0 * length(glare)) + step(length(glare), 0.07)) * rnd(32, 0.2, 0.9);
    vec3 colour = air;
    if (water) {
        vec3 deep = swatch(rnd(33), 0.12 + 0.3 * clamp(0.5 + 0.6 * height, 0.0, 1.0));
        colour = mix(deep, air, clamp(0.18 + 0.06 * depth + 1.1 * slope.y, 0.04, 0.9));
        float foam = smoothstep(0.1, 0.3, height - rnd(34, 0.5, 1.3) + 1.4 * (fbm(3.0 * q, 4) - 0.4));
        colour = mix(colour, vec3(0.85), 0.9 * foam);
        colour = mix(colour, swatch(rnd(30), 0.85), smoothstep(6.0, 22.0, depth));
    }
    fragColor = acquire(colour, fragCoord);
}
