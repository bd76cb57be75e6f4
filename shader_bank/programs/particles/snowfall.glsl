// name: snowfall
// description: Snow falling before a wood of bare trunks and a lit house, flakes sharp and out of focus.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "screen.glsl"
#include "sd_box.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord);
    float ground = rnd(1, -0.65, -0.2) + 0.15 * gradient_noise(vec2(1.2 * p.x + 50.0 * rnd(2), 0.5));
    float mist = 0.5 + 0.25 * p.y * rnd(3, -1.0, 1.0) + 0.4 * (fbm(vec2(1.0, 1.5) * p + 7.0, 4) - 0.5);
    vec3 air = ramp(mist, 0), colour = air;
    for (int i = 0; i < 3; i++) {
        float near = float(i) / 2.0;
        float x = p.x * (5.0 - 3.2 * near) + 20.0 * rnd(10 + i) + 0.05 * iTime * near +
                  0.15 * gradient_noise(vec2(1.2 * p.y, 7.3 * float(i)));
        vec3 h = hash3(vec2(floor(x), float(i)));
        float width = 0.06 + 0.14 * h.x, off = fract(x) - 0.5 - 0.5 * (h.y - 0.5);
        float bark = fbm(vec2(22.0 * off, 4.0 * p.y + 90.0 * h.z), 3);
        float side = off / width;
        vec3 trunk = swatch(rnd(4), clamp(0.1 + 0.4 * bark + 0.15 * side, 0.0, 1.0)) +
                     0.6 * smoothstep(0.55, 0.8, bark - 0.5 * side) * rnd(5);
        float here = ease(0.02, -0.02, abs(off) - width * (1.0 - 0.3 * p.y)) * step(h.z, rnd(6, 0.5, 0.95));
        colour = mix(colour, mix(air, trunk, 0.3 + 0.7 * near), here);
    }
    vec2 house = p - vec2(rnd(7, -0.7, 0.7), ground + 0.16);
    float wall = sd_box(house, vec2(0.3, 0.22)), roof = max(abs(house.x) + 1.1 * (house.y - 0.52), 0.18 - house.y);
    vec2 pane = abs(vec2(fract(house.x * 5.0) - 0.5, house.y - 0.05));
    vec3 front = swatch(rnd(8), 0.3 + 0.3 * fbm(vec2(4.0, 40.0) * house, 2));
    front = mix(vec3(1.0, 0.78, 0.35) * (0.9 + 0.2 * sin(2.0 * iTime)), front,
                smoothstep(0.24, 0.27, max(pane.x, 3.0 * pane.y)));
    colour = mix(front, colour, smoothstep(0.0, 0.008, wall));
    colour = mix(vec3(0.85), colour, smoothstep(0.0, 0.01, roof));
    float drift = fbm(vec2(1.5, 5.0) * p, 4);
    colour = mix(colour, ramp(0.8 + 0.6 * (drift - 0.5) + 0.3 * (p.y - ground), 1), ease(0.005, -0.005, p.y - ground));
    for (int i = 0; i < 7; i++) {
        float near = float(i) / 7.0, scale = 8.0 - 6.5 * near;
        vec2 q = scale * p + vec2(rnd(9, -0.6, 0.6), 1.0) * iTime * (0.5 + near) + 41.0 * float(i);
        vec3 h = hash3(vec3(floor(q), float(i)));
        float size = 0.08 + 0.1 * h.z, blur = 0.04 + 0.1 * near;
        float flake = ease(size + blur, size - blur, length(fract(q) - 0.3 - 0.4 * h.xy)) *
                      step(fract(h.z * 9.0), rnd(16, 0.15, 0.6));
        colour = mix(colour, vec3(0.93), (0.85 - 0.4 * near) * flake);
    }
    fragColor = acquire(colour, fragCoord);
}
