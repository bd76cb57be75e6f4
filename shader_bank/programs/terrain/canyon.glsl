// name: canyon
// description: A canyon country of layered rock, raymarched from a low flight, with haze.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "look_at.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "screen.glsl"
#include "swatch.glsl"
#include "value_noise.glsl"

// What does not change along a ray is worked out once.
float shelves;

float height(vec2 p) {
    float h = value_noise(0.5 * p) + 0.4 * value_noise(mat2(1.0, 0.8, -0.8, 1.0) * p + 5.0);
    // Mesas: the land climbs in steep steps and flat shelves.
    float steps = h * shelves, shelf = floor(steps), rise = fract(steps);
    return 1.7 * (shelf + smoothstep(0.3, 0.75, rise)) / shelves;
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    shelves = rnd(1, 2.0, 4.0);
    float turn = 6.2831853 * rnd(2) + 0.03 * iTime;
    vec3 eye = vec3(300.0 * rnd(3) + 0.2 * iTime, rnd(4, 2.4, 4.0), 300.0 * rnd(5));
    vec3 ray = look_at(eye, eye + vec3(cos(turn), rnd(6, -0.75, -0.15), sin(turn)), rnd(7, -0.15, 0.15)) *
               normalize(vec3(screen(fragCoord), rnd(8, 1.0, 1.8)));
    float t = 0.5, azimuth = turn + rnd(9, 0.6, 5.6);
    vec3 sun = normalize(vec3(cos(azimuth), rnd(10, 0.4, 1.0), sin(azimuth)));
    for (int i = 0; i < 56; i++) {
        vec3 q = eye + t * ray;
        float gap = q.y - height(q.xz);
        if (gap < 0.002 * t || t > 22.0) break;
        t += 0.3 * gap + 0.01;
    }
    vec3 hit = eye + t * ray;
    float here = height(hit.xz);
    vec3 normal =
        normalize(vec3(here - height(hit.xz + vec2(0.03, 0.0)), 0.03, here - height(hit.xz + vec2(0.0, 0.03))));
    float grain = fbm(vec2(hit.x + hit.z, hit.y) * vec2(2.0, 9.0), 3), scrub = fbm(6.0 * hit.xz, 3);
    vec3 rock =
        ramp(0.5 + 0.4 * sin(hit.y * rnd(11, 9.0, 22.0) + 3.0 * grain) * rnd(12, 0.4, 1.0) + 0.6 * (grain - 0.5), 0);
    vec3 albedo = mix(rock, swatch(rnd(13), 0.2 + 0.6 * scrub), smoothstep(0.7, 0.95, normal.y) * rnd(14, 0.5, 1.0));
    float shadow = smoothstep(-0.15, 0.1, hit.y + 0.5 * sun.y - height(hit.xz + 0.5 * sun.xz));
    vec3 sky = mix(ramp(0.95, 1), ramp(0.45, 1), clamp(2.0 * ray.y, 0.0, 1.0));
    vec3 colour = albedo * (0.3 + 1.2 * max(dot(normal, sun), 0.0) * shadow);
    fragColor = acquire(mix(sky, colour, t < 22.0 ? exp(-0.007 * t * t) : 0.0), fragCoord);
}
