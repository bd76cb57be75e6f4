// name: hatching
// description: Pen drawing of balls and boxes on a table: tone by crossed hatching that follows the form.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "hash3.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

float stroke(vec2 p, float angle, float tone, float pitch) {
    vec2 q = rotate2d(angle) * p * pitch;
    q.y += 0.25 * gradient_noise(vec2(0.3 * q.x, floor(q.y) * 7.0));
    return smoothstep(-0.12, 0.12, abs(fract(q.y) - 0.5) - 0.42 * tone);
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord);
    float paper = fbm(8.0 * p, 3), horizon = rnd(1, -0.2, 0.35), azimuth = 6.2831853 * rnd(2) + 0.2 * iTime;
    vec3 sun = normalize(vec3(cos(azimuth), 0.6, 0.8 + sin(azimuth)));
    bool floor_part = p.y < horizon;
    float tone =
        floor_part ? 0.12 + 0.15 * fbm(vec2(2.0, 8.0) * p, 2) : 0.12 + 1.1 * (fbm(1.2 * p + 20.0 * rnd(12), 2) - 0.42);
    float angle = floor_part ? 0.0 : 0.8, outline = 1.0, which = floor_part ? 0.2 : 0.9;
    float seed = floor(65536.0 * rnd(3));
    for (int i = 0; i < 9; i++) {
        vec3 h = hash3(vec2(seed, float(i)));
        float near = float(i) / 9.0, size = mix(0.14, 0.42, near) * (0.6 + 0.6 * h.z);
        vec2 q = p - vec2(2.6 * h.x - 1.3 + 0.05 * sin(0.5 * iTime + 6.28 * h.y), mix(horizon, -0.95, near) + size);
        vec2 fall = (q + vec2(0.0, size)) / size - vec2(-0.7 * sun.x, 0.1);
        if (dot(fall * vec2(0.8, 3.0), fall * vec2(0.8, 3.0)) < 1.0 && floor_part) tone = max(tone, 0.85);
        float r_2 = dot(q, q) / (size * size), d = length(q) - size;
        vec3 normal = vec3(q / size, sqrt(max(1.0 - r_2, 0.0)));
        if (h.y > rnd(4)) {
            d = max(abs(q.x) - size * (0.5 + 0.4 * h.z), abs(q.y) - size);
            normal = q.x > size * (0.4 * h.x - 0.2) ? vec3(0.8, 0.1, 0.6) : vec3(-0.6, 0.1, 0.8);
        }
        if (d < 0.0) {
            tone = clamp(0.95 - 0.9 * max(dot(normal, sun), 0.0) + 0.25 * (h.z - 0.5), 0.03, 0.97);
            angle = h.y * 3.0 + 0.6 * normal.x * step(h.y, rnd(4));
            which = fract(h.x * 5.0);
            outline = 1.0;
        }
        outline *= smoothstep(0.004, 0.014, abs(d + 0.004 * gradient_noise(9.0 * p)));
    }
    float pitch = rnd(5, 11.0, 19.0);
    float white = stroke(p, angle, clamp(1.3 * tone, 0.0, 1.0), pitch) *
                  stroke(p, angle + 1.2, clamp(1.7 * tone - 0.75, 0.0, 1.0), pitch);
    vec3 sheet = mix(vec3(1.0), swatch(which, 0.75) * 1.25, rnd(6, 0.0, 0.95)) * swatch(rnd(7), 0.95) *
                 (0.9 + 0.25 * (paper - 0.5));
    fragColor = acquire(mix(swatch(rnd(8), rnd(9, 0.05, 0.3)), sheet, white * outline), fragCoord);
}
