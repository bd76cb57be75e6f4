// name: frog-skin
// description: Spots of mixed sizes rimmed with bright lines on a wet, finely pebbled skin.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "hash3.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"
#include "voronoi.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.7, 1.4, 1.0);
    float broad = fbm(0.7 * p, 3);
    vec2 q = p + 0.35 * vec2(gradient_noise(1.1 * p), gradient_noise(1.1 * p + 20.0));
    // Blobs that join: the sum of bumps about jittered points, cut at a level.
    float sum = 0.0;
    for (int i = 0; i < 9; i++) {
        vec2 home = floor(1.5 * q) + vec2(i % 3, i / 3) - 1.0;
        vec3 h = hash3(vec3(home, floor(99.0 * rnd(1))));
        vec2 r = 1.5 * q - home - h.xy - 0.1 * vec2(sin(0.6 * iTime + 9.0 * h.z), cos(0.5 * iTime + 9.0 * h.x));
        sum += (0.35 + 0.9 * h.z) * exp(-5.5 * dot(r, r));
    }
    float level = sum - rnd(2, 0.4, 0.75);
    vec4 bump = voronoi(9.0 * p, 0.9);
    float dome = 1.0 - bump.x, gleam = ease(0.45, 0.15, length(vec2(bump.x) - vec2(0.1, 0.3)));
    float wet = fbm(0.8 * p - 0.12 * iTime + 50.0, 3);
    vec3 skin = mix(swatch(rnd(3), clamp(0.45 + 0.9 * (broad - 0.5), 0.0, 1.0)), swatch(rnd(4), 0.7),
                    smoothstep(0.5, 0.65, broad));
    vec3 spot = swatch(rnd(5), clamp(rnd(6, 0.1, 0.4) + 0.6 * max(level, 0.0) * rnd(7), 0.0, 1.0));
    vec3 colour = mix(skin, spot, smoothstep(-0.01, 0.02, level));
    colour = mix(swatch(rnd(8), 0.9), colour, smoothstep(0.03, 0.06, abs(level + 0.03)));
    colour *= 0.55 + 0.55 * dome;
    fragColor = acquire(colour * (0.7 + 0.6 * wet) + 0.35 * gleam * smoothstep(0.45, 0.65, wet), fragCoord);
}
