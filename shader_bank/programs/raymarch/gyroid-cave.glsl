// name: gyroid-cave
// description: The inside of a gyroid: a labyrinth of smooth walls lit from the eye, fading into haze.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "look_at.glsl"
#include "march.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "scene_normal.glsl"
#include "screen.glsl"
#include "swatch.glsl"

// What does not change along a ray is worked out once: level, half thickness, height of the ribs.
vec3 shape;

float scene(vec3 p) {
    float wall = dot(sin(p), cos(p.zxy)), ribs = dot(sin(3.0 * p.yzx), cos(3.0 * p));
    return 0.55 * (abs(wall - shape.x) - shape.y) - shape.z * ribs;
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    shape = vec3(rnd(1, -0.5, 0.5), rnd(2, 0.1, 0.5), rnd(3, 0.0, 0.06));
    // Of five places, the eye takes the one with most room about it.
    vec3 eye = vec3(0.0);
    float room = -9.0;
    for (int i = 0; i < 5; i++) {
        vec3 place = 6.2831853 * vec3(rnd(20 + i), rnd(30 + i), rnd(40 + i));
        if (scene(place) > room) {
            room = scene(place);
            eye = place;
        }
    }
    eye += 0.12 * vec3(sin(0.4 * iTime), cos(0.5 * iTime), sin(0.3 * iTime));
    float turn = 6.2831853 * rnd(7) + 0.12 * iTime, lift = rnd(8, -0.8, 0.8);
    vec3 ray = look_at(eye, eye + vec3(cos(turn), lift, sin(turn)), 6.28 * rnd(9)) *
               normalize(vec3(screen(fragCoord), rnd(10, 0.5, 0.9)));
    float t = march(eye, ray, 18.0, 52);
    vec3 hit = eye + t * ray, normal = scene_normal(hit, 0.01);
    vec3 weight = normal * normal;
    float grain = fbm(rnd(11, 1.5, 5.0) * (weight.x > weight.y && weight.x > weight.z ? hit.yz
                                           : weight.y > weight.z                      ? hit.zx
                                                                                      : hit.xy),
                      4);
    float strata = 0.5 + 0.5 * sin(rnd(12, 3.0, 9.0) * dot(hit, vec3(0.3, 1.0, 0.2)) + 5.0 * grain);
    vec3 albedo = mix(ramp(1.6 * grain - 0.3, 0), ramp(strata, 1), rnd(13));
    vec3 lamp = normalize(vec3(0.4, 0.8, -0.3) - 0.6 * ray);
    float diffuse = 0.25 + 0.75 * max(dot(normal, lamp), 0.0), open = clamp(scene(hit + 0.4 * normal) / 0.25, 0.2, 1.0);
    float gleam = pow(max(dot(reflect(ray, normal), lamp), 0.0), 20.0);
    vec3 fog = swatch(rnd(14), rnd(15, 0.1, 0.95));
    vec3 colour = albedo * diffuse * open * 1.5 + 0.2 * gleam;
    fragColor = acquire(mix(fog, colour, exp(-0.018 * t * t)), fragCoord);
}
