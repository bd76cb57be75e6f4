// name: chain-links
// description: Interlocked rings hanging in a lattice, brushed metal against a bright sky.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "look_at.glsl"
#include "march.glsl"
#include "rnd.glsl"
#include "scene_normal.glsl"
#include "screen.glsl"
#include "sd_torus.glsl"
#include "swatch.glsl"

// What does not change along a ray is worked out once.
float ring, tube;

float scene(vec3 p) {
    vec3 a = mod(p + 1.0, 2.0) - 1.0, b = mod(p, 2.0) - 1.0;
    float flat_ring = sd_torus(vec3(a.x, a.y, b.z), ring, tube), upright = sd_torus(vec3(b.x, a.z, a.y), ring, tube);
    return 0.9 * min(flat_ring, upright);
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    ring = rnd(1, 0.6, 0.74);
    tube = rnd(2, 0.08, 0.2);
    float turn = 6.2831853 * rnd(3) + 0.1 * iTime;
    // Of four places, the eye takes the one with most room about it.
    vec3 eye = vec3(0.0);
    float room = -9.0;
    for (int i = 0; i < 4; i++) {
        vec3 place = 2.0 * vec3(rnd(20 + i), rnd(30 + i), rnd(40 + i));
        if (scene(place) > room) {
            room = scene(place);
            eye = place;
        }
    }
    vec3 ray = look_at(eye, eye + vec3(cos(turn), rnd(7, -0.7, 0.7), sin(turn)), 6.2831853 * rnd(8)) *
               normalize(vec3(screen(fragCoord), rnd(9, 0.9, 1.7)));
    float clouds = fbm(1.6 * ray.xz / (0.5 + abs(ray.y)) + 0.1 * iTime, 4);
    vec3 sky = mix(swatch(rnd(10), 0.55), swatch(rnd(11), 0.98), smoothstep(0.3, 0.7, clouds));
    float t = march(eye, ray, 16.0, 56);
    vec3 hit = eye + t * ray, normal = scene_normal(hit, 0.003), bounce = reflect(ray, normal);
    vec3 cell = floor(0.5 * hit + 0.25);
    vec3 sun = normalize(vec3(0.5, 0.8, rnd(12, -0.8, 0.8)));
    float rust = smoothstep(0.45, 0.65, fbm(hit.xy * 3.0 + hit.z * 2.0, 3) + rnd(13, -0.15, 0.15));
    vec3 metal = swatch(fract(dot(cell, vec3(0.37, 0.21, 0.13)) + rnd(14)), 0.75);
    vec3 mirror =
        mix(swatch(rnd(15), 0.15), swatch(rnd(11), 0.98), smoothstep(-0.25, 0.5, bounce.y + 0.4 * sin(4.0 * bounce.x)));
    float diffuse = 0.2 + 0.8 * max(dot(normal, sun), 0.0), gleam = pow(max(dot(bounce, sun), 0.0), 24.0);
    vec3 colour = mix(metal * (0.35 * diffuse + 0.8 * mirror) + gleam, swatch(rnd(16), 0.4) * diffuse * 1.3, rust);
    colour *= 0.3 + 0.7 * clamp(scene(hit + 0.25 * normal) / 0.25, 0.0, 1.0);
    fragColor = acquire(mix(sky, colour, t < 16.0 ? exp(-0.012 * t * t) : 0.0), fragCoord);
}
