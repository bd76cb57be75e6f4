// name: pillars
// description: A hall of round and square pillars on a chequered floor, lit by a low sun, with shadows and haze.
// author: procimg developers
// licence: MIT
#include "rnd.glsl"
#include "hash2.glsl"
#include "sd_box.glsl"
#include "sd_cylinder.glsl"
#include "march.glsl"
#include "scene_normal.glsl"
#include "soft_shadow.glsl"
#include "ambient_occlusion.glsl"
#include "look_at.glsl"
#include "pattern.glsl"
#include "swatch.glsl"
#include "acquire.glsl"
float scene(vec3 p) {
    vec2 home = floor(p.xz / 2.0);
    vec2 h = hash2(vec3(home, floor(4096.0 * rnd(1))));
    vec3 q = vec3(p.xz - 2.0 * home - 1.0, p.y).xzy;
    float high = 0.3 + 1.9 * h.x * h.x, wide = 0.28 + 0.3 * h.y;
    float pillar = fract(h.y * 7.0) < rnd(2) ? sd_cylinder(q, wide, high) : sd_box(q, vec3(wide, high, wide)) - 0.03;
    float plinth = sd_box(q, vec3(wide + 0.12, 0.14, wide + 0.12));
    // No step may leap over a neighbour of another height: the cell's wall bounds it.
    float wall = 0.25 + 1.0 - max(abs(q.x), abs(q.z));
    return min(min(min(pillar, plinth), wall), p.y);
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = (2.0 * fragCoord - iResolution.xy) / iResolution.y;
    float turn = 6.2831853 * rnd(3) + 0.05 * iTime;
    vec3 eye = vec3(rnd(4, -9.0, 9.0), rnd(5, 1.6, 4.2), 0.25 * iTime);
    vec3 target = eye + vec3(cos(turn), rnd(6, -0.75, -0.3), sin(turn));
    vec3 ray = look_at(eye, target, 0.15 * (rnd(7) - 0.5)) * normalize(vec3(p, rnd(8, 1.2, 2.2)));
    float high = rnd(9, 0.35, 0.9), azimuth = 6.2831853 * rnd(10);
    vec3 sun = normalize(vec3(cos(azimuth), high, sin(azimuth)));
    vec3 sky = mix(swatch(rnd(11), 0.9), swatch(rnd(12), 0.65), clamp(2.0 * ray.y, 0.0, 1.0));
    float t = march(eye, ray, 26.0, 64);
    vec3 colour = sky;
    if (t < 26.0) {
        vec3 hit = eye + t * ray, normal = scene_normal(hit, 0.004);
        vec2 home = floor(hit.xz / 2.0);
        vec2 h = hash2(vec3(home, 3.0 + floor(4096.0 * rnd(1))));
        bool floor_hit = hit.y < 0.01;
        vec2 uv = floor_hit ? hit.xz : vec2(hit.x + hit.z, hit.y);
        float mark = pattern(3.0 * uv, floor_hit ? rnd(13) : h.y);
        vec3 albedo = swatch(floor_hit ? rnd(14) : h.x, (floor_hit ? 0.3 : 0.35) + 0.45 * mark);
        float direct = max(dot(normal, sun), 0.0) * soft_shadow(hit + 0.01 * normal, sun, 6.0, 14.0);
        float open = ambient_occlusion(hit, normal, 0.7);
        vec3 light = 1.25 * direct * vec3(1.0, 0.93, 0.82) + open * 0.45 * mix(vec3(0.8), sky, 0.6);
        colour = mix(sky, albedo * light, exp(-rnd(15, 0.002, 0.02) * t * t * 0.4));
    }
    fragColor = acquire(colour, fragCoord);
}
