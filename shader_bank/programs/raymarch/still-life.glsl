// name: still-life
// description: A vase, a box, a ring and a ball melted into one another on a table before a wall, as for a painter.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ambient_occlusion.glsl"
#include "look_at.glsl"
#include "march.glsl"
#include "pattern.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "scene_normal.glsl"
#include "screen.glsl"
#include "sd_box.glsl"
#include "sd_cylinder.glsl"
#include "sd_torus.glsl"
#include "smooth_min.glsl"
#include "soft_shadow.glsl"
#include "swatch.glsl"

// What does not change along a ray is worked out once.
vec3 vase_at, box_at, ring_at, ball_at, box_size;
vec4 sizes, vase_form;
mat2 box_turn, ring_turn;

float things(vec3 p) {
    vec3 a = p - vase_at, b = p - box_at, c = p - ring_at;
    b.xz = box_turn * b.xz;
    c.xy = ring_turn * c.xy;
    float vase = 0.75 * sd_cylinder(a, 0.33 + 0.13 * sin(a.y * vase_form.x + vase_form.y), vase_form.z);
    float d = smooth_min(vase, sd_box(b, box_size) - 0.04, sizes.w);
    d = smooth_min(d, sd_torus(c, sizes.x, sizes.y), sizes.w);
    return smooth_min(d, length(p - ball_at) - sizes.z, sizes.w);
}

float scene(vec3 p) { return min(min(p.y, 2.0 - p.z), things(p)); }

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    sizes = vec4(rnd(26, 0.3, 0.55), rnd(27, 0.08, 0.2), rnd(28, 0.25, 0.55), rnd(1, 0.02, 0.45));
    vase_form = vec4(rnd(22, 3.0, 7.0), 6.28 * rnd(23), rnd(24, 0.6, 1.0), 0.0);
    vase_at = vec3(rnd(10, -1.0, 1.0), 0.6, rnd(11, -0.6, 0.6));
    box_at = vec3(rnd(12, -1.0, 1.0), 0.4, rnd(13, -0.6, 0.6));
    ring_at = vec3(rnd(14, -1.0, 1.0), rnd(16, 0.3, 1.1), rnd(15, -0.6, 0.6));
    ball_at = vec3(rnd(17, -1.0, 1.0), rnd(19, 0.25, 1.2), rnd(18, -0.6, 0.6));
    box_size = vec3(0.27, 0.4, 0.27) + 0.2 * rnd(25);
    box_turn = rotate2d(rnd(20, 0.0, 3.0) + 0.2 * iTime);
    ring_turn = rotate2d(rnd(21, 0.0, 3.0) + 0.3 * iTime);
    float turn = rnd(30, -0.7, 0.7) + 0.08 * sin(0.5 * iTime), away = rnd(31, 2.4, 3.4);
    vec3 eye = vec3(away * sin(turn), rnd(32, 0.9, 2.4), -away * cos(turn));
    vec3 ray = look_at(eye, vec3(0.0, 0.6, 0.0), 0.0) * normalize(vec3(screen(fragCoord), 1.9));
    vec3 lamp = normalize(vec3(rnd(33, -1.0, 1.0), rnd(34, 0.6, 1.2), rnd(35, -1.0, -0.3)));
    float t = march(eye, ray, 12.0, 40);
    vec3 hit = eye + t * ray, normal = scene_normal(hit, 0.003);
    float on_things = things(hit);
    bool wall = hit.z > 1.98, table = hit.y < 0.02;
    vec2 uv = wall ? 1.3 * hit.xy : table ? 1.6 * hit.xz : vec2(2.5 * hit.x + 2.0 * hit.z, 3.5 * hit.y);
    float mark = pattern(uv, wall ? rnd(39) : table ? rnd(37) : rnd(41));
    if (on_things < 0.01) wall = table = false;
    vec3 albedo = wall    ? swatch(rnd(38), rnd(42, 0.25, 0.75) + 0.25 * (mark - 0.5))
                  : table ? swatch(rnd(36), rnd(43, 0.25, 0.75) + 0.35 * (mark - 0.5))
                          : swatch(fract(rnd(40) + 0.35 * floor(1.5 * hit.x + 5.0)), 0.3 + 0.6 * mark);
    float direct = max(dot(normal, lamp), 0.0) * soft_shadow(hit + 0.01 * normal, lamp, 4.0, 12.0);
    float open = ambient_occlusion(hit, normal, 0.5);
    float gleam = wall || table ? 0.0 : pow(max(dot(normal, normalize(lamp - ray)), 0.0), 50.0) * direct;
    fragColor = acquire(albedo * (1.3 * direct * vec3(1.0, 0.94, 0.84) + 0.3 * open) + 0.6 * gleam, fragCoord);
}
