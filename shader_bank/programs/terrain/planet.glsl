// name: planet
// description: A planet near by: seas, land and swirled clouds under one sun, before a coloured nebula with stars.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash1.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord);
    vec2 star = 14.0 * p, star_home = floor(star);
    float nebula = fbm(vec3(1.3 * p, 20.0 * rnd(1) + 0.03 * iTime), 4);
    vec3 colour = ramp(0.75 * smoothstep(0.3, 0.75, nebula), 1) * rnd(2, 0.5, 1.0);
    colour +=
        0.9 * step(0.8, hash1(star_home + 40.0 * floor(99.0 * rnd(3)))) *
        ease(0.16, 0.03, length(star - star_home - 0.3 - 0.4 * vec2(hash1(star_home + 5.0), hash1(star_home + 9.0))));
    float radius = rnd(4, 0.75, 1.6);
    vec2 q = (p - vec2(rnd(5, -0.7, 0.7), rnd(6, -0.8, 0.8)) * (radius - 0.3)) / radius;
    float r_2 = dot(q, q), z = sqrt(max(1.0 - r_2, 0.0));
    vec3 sun = normalize(vec3(rnd(7, -1.0, 1.0), rnd(8, -0.6, 0.8), rnd(9, 0.25, 0.9)));
    vec3 ball = vec3(q, z);
    ball.yz = rotate2d(rnd(10, -0.8, 0.8)) * ball.yz;
    ball.xz = rotate2d(6.2831853 * rnd(11) + 0.08 * iTime) * ball.xz;
    vec3 place = ball * rnd(12, 1.4, 3.0) + 50.0 * rnd(13);
    float height = fbm(place, 5) + 0.12 * (rnd(14) - 0.5), detail = fbm(place * 6.0, 2);
    vec3 land =
        mix(swatch(rnd(15), 0.25 + 0.5 * detail), swatch(rnd(16), 0.35 + 0.6 * detail), smoothstep(0.52, 0.62, height));
    vec3 sea = swatch(rnd(17), 0.18 + 0.35 * smoothstep(0.3, 0.5, height));
    vec3 ground = mix(sea, land, smoothstep(0.495, 0.505, height));
    ground = mix(ground, vec3(0.9), smoothstep(0.75, 0.9, abs(ball.y) + 0.4 * (detail - 0.5)));
    vec3 swirl = place * vec3(1.0, 1.7, 1.0) + 0.9 * sin(3.0 * place.zxy + 0.2 * iTime);
    float clouds = ease(rnd(18, 0.45, 0.6), 0.75, fbm(swirl, 4));
    float day = clamp(1.3 * dot(vec3(q, z), sun) + 0.12, 0.02, 1.2);
    vec3 lit = mix(ground, vec3(0.95), clouds) * day;
    vec3 air = swatch(rnd(19), 0.75) * day;
    lit = mix(lit, air, 0.75 * pow(1.0 - z, 3.0));
    colour += air * 0.7 * exp(-12.0 * max(sqrt(r_2) - 1.0, 0.0)) * max(dot(vec3(q, 0.0), sun) + 0.3, 0.0);
    fragColor = acquire(mix(lit, colour, smoothstep(0.995, 1.005, sqrt(r_2))), fragCoord);
}
