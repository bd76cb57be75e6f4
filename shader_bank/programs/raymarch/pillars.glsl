// name: pillars
// description: A town of round and square towers over a paved floor, lit by a low sun, with shadows and haze.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "hash2.glsl"
#include "look_at.glsl"
#include "march.glsl"
#include "pattern.glsl"
#include "rnd.glsl"
#include "scene_normal.glsl"
#include "screen.glsl"
#include "soft_shadow.glsl"
#include "swatch.glsl"

// What does not change along a ray is worked out once.
float salt, round_share;

float scene(vec3 p) {
    vec2 home = floor(0.5 * p.xz);
    vec2 h = hash2(home + salt);
    vec3 q = abs(vec3(p.x - 2.0 * home.x - 1.0, p.y, p.z - 2.0 * home.y - 1.0));
    float high = 0.3 + 2.0 * h.x * h.x, wide = 0.3 + 0.3 * h.y;
    // A round tower is a square one with its corners worn off.
    float worn = fract(h.y * 7.0) < round_share ? wide : 0.04;
    vec2 side = vec2(length(max(q.xz - wide + worn, 0.0)) - worn, q.y - high);
    float tower = length(max(side, 0.0)) + min(max(side.x, side.y), 0.0);
    // No step may leap over a neighbour of another height: the cell's wall bounds it.
    return min(min(tower, 1.25 - max(q.x, q.z)), p.y);
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    salt = floor(4096.0 * rnd(1));
    round_share = rnd(2);
    float turn = 6.2831853 * rnd(3) + 0.05 * iTime;
    vec3 eye = vec3(rnd(4, -9.0, 9.0), rnd(5, 2.2, 4.5), 0.25 * iTime);
    vec3 target = eye + vec3(cos(turn), rnd(6, -0.9, -0.35), sin(turn));
    vec3 ray = look_at(eye, target, 0.15 * (rnd(7) - 0.5)) * normalize(vec3(screen(fragCoord), rnd(8, 1.2, 2.2)));
    float high = rnd(9, 0.4, 1.0), azimuth = 6.2831853 * rnd(10);
    vec3 sun = normalize(vec3(cos(azimuth), high, sin(azimuth)));
    vec3 sky = mix(swatch(rnd(11), 0.95), swatch(rnd(12), 0.6), clamp(2.0 * ray.y, 0.0, 1.0));
    float t = march(eye, ray, 24.0, 44);
    vec3 hit = eye + t * ray, normal = scene_normal(hit, 0.004);
    vec2 h = hash2(vec3(floor(0.5 * hit.xz), 3.0 + salt));
    bool floor_hit = hit.y < 0.01;
    vec2 uv = floor_hit ? hit.xz : vec2(hit.x + hit.z, hit.y);
    float mark = pattern(3.0 * uv, floor_hit ? rnd(13) : h.y);
    vec3 albedo = swatch(floor_hit ? rnd(14) : h.x, (floor_hit ? 0.3 : 0.2 + 0.4 * fract(h.x * 5.0)) + 0.45 * mark);
    float direct = max(dot(normal, sun), 0.0) * soft_shadow(hit + 0.01 * normal, sun, 5.0, 14.0);
    float open = 0.35 + 0.65 * clamp(scene(hit + 0.35 * normal) / 0.35, 0.0, 1.0);
    vec3 light = 1.4 * direct * vec3(1.0, 0.93, 0.82) + open * 0.3 * mix(vec3(0.8), sky, 0.6);
    fragColor = acquire(mix(sky, albedo * light, t < 24.0 ? exp(-rnd(15, 0.0005, 0.004) * t * t) : 0.0), fragCoord);
}
