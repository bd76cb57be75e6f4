// name: pebble-beach
// description: Rounded, speckled pebbles heaped on one another, lit low from a side.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "look_at.glsl"
#include "march.glsl"
#include "rnd.glsl"
#include "scene_normal.glsl"
#include "screen.glsl"
#include "soft_shadow.glsl"
#include "swatch.glsl"

// What does not change along a ray is worked out once.
float salt;

// Distance to the nearest pebble in x; its cell in yz.
vec3 pebbles(vec3 p) {
    vec3 best = vec3(p.y + 0.35, 0.0, 0.0);
    vec2 home = floor(p.xz - 0.5);
    for (int i = 0; i < 4; i++) {
        vec2 cell = home + vec2(i & 1, i >> 1);
        vec3 h = hash3(cell + salt);
        vec3 q = p - vec3(cell.x + 0.3 + 0.4 * h.x, 0.35 * h.z - 0.2, cell.y + 0.3 + 0.4 * h.y);
        vec2 axis = normalize(h.zx - 0.5 + 1e-3);
        q.xz = vec2(dot(q.xz, axis), axis.x * q.z - axis.y * q.x);
        vec3 radii = vec3(0.66 - 0.15 * h.x, 0.3 + 0.15 * h.y, 0.48 - 0.1 * h.z);
        float k = length(q / radii), d = (k - 1.0) * k / max(length(q / (radii * radii)), 1e-3);
        if (d < best.x) best = vec3(d, cell);
    }
    return best;
}

float scene(vec3 p) { return 0.85 * pebbles(p).x; }

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    salt = floor(4096.0 * rnd(1));
    float turn = 6.2831853 * rnd(2) + 0.04 * iTime, lean = rnd(3, 0.5, 2.5);
    vec3 eye = vec3(rnd(4, -50.0, 50.0) + 0.15 * iTime, rnd(5, 2.5, 5.0), rnd(6, -50.0, 50.0));
    vec3 target = eye + vec3(cos(turn), -lean, sin(turn));
    vec3 ray = look_at(eye, target, rnd(7, -0.4, 0.4)) * normalize(vec3(screen(fragCoord), rnd(8, 1.2, 2.0)));
    vec3 sun = normalize(vec3(cos(1.7 * rnd(9) + turn), rnd(10, 0.3, 0.9), sin(1.7 * rnd(9) + turn)));
    // No pebble rises above 0.65: the march begins there.
    eye += ray * max((0.65 - eye.y) / min(ray.y, -0.05), 0.0);
    float t = march(eye, ray, 22.0, 28);
    vec3 hit = eye + t * ray, normal = scene_normal(hit, 0.003);
    vec3 stone = pebbles(hit), h = hash3(stone.yz + 7.0);
    float speck = fbm(vec2(hit.x + 0.6 * hit.y, hit.z + 0.6 * hit.y) * mix(2.0, 6.0, h.x) + 20.0 * h.yz, 4);
    float layers = 0.5 + 0.5 * sin(dot(hit, h - 0.5) * 30.0 + 4.0 * speck);
    float tone = 0.35 + 0.5 * h.y + 0.9 * (speck - 0.5) + 0.25 * (layers - 0.5) * step(0.6, h.z);
    vec3 albedo = stone.x > 0.01 + 0.01 * t || hit.y < -0.34 ? swatch(rnd(11), 0.3 + 0.5 * speck)
                                                             : swatch(h.z, clamp(tone, 0.0, 1.0));
    float direct = max(dot(normal, sun), 0.0) * soft_shadow(hit + 0.01 * normal, sun, 2.0, 10.0);
    float open = 0.25 + 0.75 * clamp(scene(hit + 0.3 * normal) / 0.3, 0.0, 1.0);
    float gleam = pow(max(dot(normal, normalize(sun - ray)), 0.0), 30.0) * rnd(12, 0.0, 0.5);
    vec3 colour =
        albedo * (1.25 * direct * vec3(1.0, 0.94, 0.85) + 0.62 * open * vec3(0.85, 0.95, 1.1)) + gleam * direct;
    fragColor = acquire(mix(colour, swatch(rnd(13), 0.8), smoothstep(5.0, 18.0, t)), fragCoord);
}
