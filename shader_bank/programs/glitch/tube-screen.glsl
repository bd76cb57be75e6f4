// name: tube-screen
// description: An old tube's picture of towers and waves: scan lines, colour triads, a rolling bar, ghosts.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash1.glsl"
#include "rnd.glsl"
#include "screen.glsl"
#include "swatch.glsl"

vec3 programme(vec2 p) {
    float bars = floor(p.x * 4.0 + 20.0 * rnd(1) + 0.2 * iTime), h = hash1(vec2(bars, floor(99.0 * rnd(2))));
    float tower = step(p.y, 1.5 * h - 0.75),
          window = step(0.5, hash1(floor(vec2(p.x * 16.0 + 0.8 * iTime, p.y * 12.0)) + 70.0)) * tower;
    float sky = fbm(vec2(0.8, 1.5) * p + vec2(0.15 * iTime, 20.0 * rnd(3)), 3);
    vec3 colour = swatch(rnd(4), clamp(0.2 + 0.9 * sky + 0.2 * p.y, 0.0, 1.0));
    colour = mix(colour, swatch(fract(h * 3.0), 0.15 + 0.35 * h + 0.35 * window), tower);
    float sea = p.y + 0.55 + 0.05 * sin(6.0 * p.x + 2.0 * iTime);
    return mix(swatch(rnd(5), clamp(0.45 + 0.5 * sin(40.0 / max(0.6 - p.y, 0.3) + 3.0 * p.x + iTime), 0.1, 0.9)),
               colour, step(0.0, sea));
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 s = screen(fragCoord), p = s * (1.0 + rnd(6, 0.02, 0.12) * dot(s, s));
    float line = floor((p.y + 1.0) * 32.0), roll = fract(0.5 * p.y + 0.5 - 0.11 * iTime + rnd(7));
    float tear =
        0.03 * sin(6.2831853 * hash1(vec2(line, 3.0)) + 5.0 * iTime) + 0.25 * exp(-30.0 * roll) * sin(40.0 * roll);
    p.x += tear * rnd(8, 0.2, 1.5);
    vec3 here = programme(p), ghost = programme(p + vec2(rnd(9, 0.05, 0.2), 0.0));
    vec3 colour = mix(here, vec3(here.r, ghost.g, ghost.b), rnd(10, 0.2, 0.8));
    float triad = mod(floor(fragCoord.x / iResolution.x * 96.0), 3.0);
    vec3 mask = triad < 0.5 ? vec3(1.35, 0.8, 0.8) : triad < 1.5 ? vec3(0.8, 1.35, 0.8) : vec3(0.8, 0.8, 1.35);
    colour *= mix(vec3(1.0), mask, rnd(11, 0.2, 0.8)) *
              (1.0 - rnd(12, 0.1, 0.45) * (0.5 - 0.5 * cos(6.2831853 * (s.y + 1.0) * 32.0)));
    colour *= 0.8 + 0.5 * ease(0.2, 0.0, abs(roll - 0.5));
    float corner = max(abs(p.x) / iResolution.x * iResolution.y, abs(p.y));
    fragColor = acquire(mix(colour, vec3(0.04 + 0.05 * fbm(4.0 * s, 2)), smoothstep(1.03, 1.06, corner)), fragCoord);
}
