// name: dunes
// description: Dunes to the horizon: sharp crests, shaded lee sides, and ripples that follow the slope.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"

float crest;

float dune(vec2 p) {
    float bend = 0.8 * gradient_noise(0.35 * p) + 0.2 * gradient_noise(1.1 * p + 9.0);
    float phase = fract(0.4 * p.y + bend + 0.02 * iTime);
    // A long rise against the wind, a short fall behind the crest.
    float side = phase < crest ? phase / crest : (1.0 - phase) / (1.0 - crest);
    return side * (0.8 + 0.6 * gradient_noise(0.35 * p + 40.0));
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord);
    crest = rnd(1, 0.6, 0.85);
    float horizon = rnd(2, 0.25, 1.6), below = horizon - p.y + 0.05 * fbm(vec2(1.5 * p.x, 9.0), 3);
    float depth = rnd(3, 1.6, 3.2) / max(below, 0.02);
    vec2 ground = rotate2d(6.2831853 * rnd(4)) * (vec2(p.x, 1.0) * depth + vec2(0.0, 0.15 * iTime)) +
                  200.0 * vec2(rnd(5), rnd(6));
    float here = dune(ground), sun = 6.2831853 * rnd(7);
    vec2 slope = vec2(dune(ground + vec2(0.04, 0.0)) - here, dune(ground + vec2(0.0, 0.04)) - here) / 0.04;
    float light = clamp(0.62 - 0.55 * dot(slope, vec2(cos(sun), sin(sun))), 0.06, 1.5);
    float ripple =
        sin(rnd(8, 14.0, 26.0) * (ground.y + 0.15 * here + 0.2 * gradient_noise(1.3 * ground))) * ease(9.0, 3.0, depth);
    float grain = fbm(7.0 * ground, 3);
    vec3 sand = ramp(0.62 + 0.35 * (grain - 0.5) + 0.12 * ripple, 0) * light * (1.0 + 0.2 * ripple);
    vec3 sky = ramp(0.95 - 0.5 * (p.y - horizon) + 0.5 * (fbm(vec2(1.0, 3.0) * p + 0.1 * iTime, 3) - 0.5), 1);
    vec3 colour = mix(sky, sand, exp(-0.012 * depth * depth));
    fragColor = acquire(mix(sky, colour, smoothstep(0.0, 0.015, below)), fragCoord);
}
