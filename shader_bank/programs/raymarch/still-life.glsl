// name: still-life
// description: Turned solids melted into one another on a table before a wall, like pots for a painter.
// author: procimg developers
// licence: MIT
#include "screen.glsl"
#include "rnd.glsl"
#include "sd_torus.glsl"
#include "sd_box.glsl"
#include "sd_cylinder.glsl"
#include "smooth_min.glsl"
#include "march.glsl"
#include "scene_normal.glsl"
#include "soft_shadow.glsl"
#include "ambient_occlusion.glsl"
#include "look_at.glsl"
#include "pattern.glsl"
#include "swatch.glsl"
#include "acquire.glsl"
float things(vec3 p) {
    float melt = rnd(1, 0.02, 0.45), d = 9.0;
    vec3 spread = vec3(0.9, 0.0, 0.6);
    vec3 a = p - spread * vec3(rnd(10, -1.0, 1.0), 0.0, rnd(11, -1.0, 1.0)) - vec3(0.0, 0.55, 0.0);
    vec3 b = p - spread * vec3(rnd(12, -1.0, 1.0), 0.0, rnd(13, -1.0, 1.0)) - vec3(0.0, 0.4, 0.0);
    vec3 c = p - spread * vec3(rnd(14, -1.0, 1.0), 0.0, rnd(15, -1.0, 1.0)) - vec3(0.0, rnd(16, 0.3, 1.1), 0.0);
    vec3 e = p - spread * vec3(rnd(17, -1.0, 1.0), 0.0, rnd(18, -1.0, 1.0)) - vec3(0.0, rnd(19, 0.25, 1.2), 0.0);
    b.xz = rotate2d(rnd(20, 0.0, 3.0) + 0.2 * iTime) * b.xz;
    c.xy = rotate2d(rnd(21, 0.0, 3.0) + 0.3 * iTime) * c.xy;
    // A vase: a cylinder whose radius follows its height.
    float vase = sd_cylinder(a, 0.3 + 0.13 * sin(a.y * rnd(22, 3.0, 7.0) + 6.28 * rnd(23)), 0.6 + 0.3 * rnd(24)) * 0.75;
    d = smooth_min(vase, sd_box(b, vec3(0.24, 0.37, 0.24) + 0.2 * rnd(25)) - 0.04, melt);
    d = smooth_min(d, sd_torus(c, rnd(26, 0.25, 0.5), rnd(27, 0.08, 0.2)), melt);
    return smooth_min(d, length(e) - rnd(28, 0.22, 0.5), melt);
}

float scene(vec3 p) { return min(min(p.y, 2.2 - p.z), things(p)); }

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    float turn = rnd(30, -0.7, 0.7) + 0.08 * sin(0.5 * iTime), away = rnd(31, 2.9, 4.2);
    vec3 eye = vec3(away * sin(turn), rnd(32, 1.0, 2.6), -away * cos(turn));
    vec3 ray = look_at(eye, vec3(0.0, 0.6, 0.0), 0.0) * normalize(vec3(screen(fragCoord), 1.9));
    vec3 lamp = normalize(vec3(rnd(33, -1.0, 1.0), rnd(34, 0.6, 1.2), rnd(35, -1.0, -0.3)));
    float t = march(eye, ray, 12.0, 48);
    vec3 hit = eye + t * ray, normal = scene_normal(hit, 0.003);
    float on_things = things(hit);
    vec3 albedo;
    if (hit.y < 0.02 && on_things > 0.01) albedo = swatch(rnd(36), 0.15 + 0.65 * pattern(3.5 * hit.xz, rnd(37)));
    else if (hit.z > 2.18) albedo = swatch(rnd(38), 0.4 + 0.4 * pattern(2.5 * hit.xy, rnd(39)));
    else albedo = swatch(fract(rnd(40) + 0.35 * floor(1.5 * hit.x + 5.0)), 0.3 + 0.6 * pattern(vec2(4.0 * hit.x + 3.0 * hit.z, 5.0 * hit.y), rnd(41)));
    float direct = max(dot(normal, lamp), 0.0) * soft_shadow(hit + 0.01 * normal, lamp, 4.0, 12.0);
    float open = ambient_occlusion(hit, normal, 0.5);
    float gleam = on_things < 0.01 ? pow(max(dot(normal, normalize(lamp - ray)), 0.0), 50.0) * direct : 0.0;
    fragColor = acquire(albedo * (1.2 * direct * vec3(1.0, 0.94, 0.84) + 0.32 * open) + 0.6 * gleam, fragCoord);
}
