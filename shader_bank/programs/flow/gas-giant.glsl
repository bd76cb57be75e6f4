// name: gas-giant
// description: Bands of a giant planet's clouds: jets that shear, curls at their edges, great oval storms.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p =
        rotate2d(rnd(1, -0.6, 0.6)) * screen(fragCoord) * rnd(2, 0.5, 1.4) + vec2(50.0 * rnd(3), rnd(4, -1.0, 1.0));
    float storm = 0.0;
    for (int i = 0; i < 6; i++) {
        // Storms sit on rows, turn the air about them and drift with the jet.
        float row = floor(1.2 * p.y) + float(i / 3) - 0.0, drift = (mod(row, 2.0) - 0.5) * 0.2 * iTime;
        float cell = floor(0.7 * (p.x + drift)) + float(i % 3) - 1.0;
        vec3 h = hash3(vec3(cell, row, floor(99.0 * rnd(5))));
        vec2 r = p + vec2(drift, 0.0) - vec2((cell + 0.2 + 0.6 * h.x) / 0.7, (row + 0.25 + 0.5 * h.y) / 1.2);
        r.y *= 1.7;
        float size = 0.12 + 0.35 * h.z * h.z, pull = exp(-dot(r, r) / (size * size));
        vec2 turned = rotate2d((h.x < 0.5 ? -1.0 : 1.0) * 5.0 * pull) * r;
        p += (turned - r) * vec2(1.0, 0.6) * step(fract(h.z * 7.0), rnd(6, 0.4, 1.0));
        storm = max(storm, pull * step(fract(h.z * 7.0), rnd(6, 0.4, 1.0)));
    }
    float jet = sin(rnd(7, 3.0, 6.0) * p.y + 6.28 * rnd(8)),
          curl = fbm(vec2(1.5 * p.x + 0.35 * jet * iTime, 3.0 * p.y), 4);
    float y = p.y + 0.28 * (curl - 0.5) + 0.06 * sin(5.0 * p.x + 4.0 * jet);
    float bands = fbm(vec2(0.15 * p.x, rnd(9, 2.5, 5.0) * y), 3),
          fine = fbm(vec2(1.1 * p.x + 0.3 * jet * iTime, 14.0 * y), 3);
    vec3 colour = ramp(1.7 * bands - 0.35 + 0.5 * (fine - 0.5), 0);
    colour = mix(colour, ramp(1.2 * fine, 1), smoothstep(0.5, 0.58, bands));
    colour = mix(colour, swatch(rnd(10), 0.5 + 0.6 * fine), smoothstep(0.35, 0.8, storm) * 0.8);
    fragColor = acquire(colour * (0.75 + 0.5 * curl), fragCoord);
}
