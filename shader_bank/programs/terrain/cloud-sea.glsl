// name: cloud-sea
// description: Heaped clouds from a high flight, lit low from a side, dark country with fields seen through the gaps.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 s = screen(fragCoord);
    float pitch = rnd(2, 0.3, 1.0), depth = rnd(1, 1.2, 2.0) / (1.45 - s.y * pitch);
    vec2 ground =
        rotate2d(6.2831853 * rnd(3)) * vec2(s.x, rnd(4, 1.0, 1.6) / pitch) * depth * 1.5 + 80.0 * vec2(rnd(5), rnd(6));
    vec2 drift = ground + vec2(0.08 * iTime, 0.0);
    float fluff = fbm(2.6 * drift + 0.1 * iTime, 4), cover = fbm(0.5 * drift + 9.0, 2), sun = 6.2831853 * rnd(7);
    vec2 q = drift + 0.22 * (vec2(fluff, fbm(2.6 * drift + 40.0, 3)) - 0.5);
    // Each heap is a ball of vapour about a jittered point, in two sizes; the highest is seen and lit as a ball.
    float top = -0.2;
    vec2 slope = vec2(0.0);
    for (int i = 0; i < 18; i++) {
        float layer = float(i / 9), scale = layer < 0.5 ? 1.3 : 2.9;
        vec2 home = floor(scale * q) + vec2(i % 3, (i / 3) % 3) - 1.0;
        vec3 h = hash3(vec3(home, layer));
        vec2 r = scale * q - home - h.xy;
        float height = (0.75 * sqrt(0.25 + h.z) - dot(r, r) * 0.9) / sqrt(scale) + 2.6 * (cover - 0.5);
        if (height > top) {
            top = height;
            slope = r;
        }
    }
    float thick = ease(rnd(8, -0.1, 0.3), rnd(8, -0.1, 0.3) + 0.12, top);
    float light = 0.62 + 0.45 * dot(slope, vec2(cos(sun), sin(sun))) + 0.3 * top + 0.9 * (fluff - 0.5);
    vec3 cloud = ramp(light, 0) * 1.1;
    vec2 field = floor(rotate2d(0.4) * ground * 4.0);
    float trees = fbm(6.0 * ground, 3);
    vec3 country = swatch(hash3(field).x, clamp(0.1 + 0.3 * hash3(field).y + 0.35 * (trees - 0.3), 0.0, 1.0));
    vec3 colour = mix(country * (1.0 - 0.5 * smoothstep(-0.3, 0.3, top)), cloud, thick);
    fragColor = acquire(mix(colour, ramp(0.9, 1), 0.5 * smoothstep(0.5, 1.6, depth * (s.y + 1.0) * 0.5)), fragCoord);
}
