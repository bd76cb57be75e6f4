// name: cracked-mud
// description: Dried mud broken into curled plates, each with its own tilt and grain.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash2.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "view.glsl"
#include "voronoi.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.0, 2.6, 1.0);
    vec2 bend = vec2(fbm(1.7 * p, 3), fbm(1.7 * p + 31.0, 3)) - 0.5;
    vec4 plate = voronoi(p + rnd(1, 0.2, 0.7) * bend, rnd(2, 0.6, 1.0));
    vec4 chip = voronoi(3.3 * p + 2.0 * bend + plate.zw * 7.0, 1.0);
    vec2 tilt = hash2(plate.zw + 77.0) - 0.5;
    float sun = 6.2831853 * rnd(3) + 0.2 * iTime;
    float grain = fbm(7.0 * p, 3);
    float curl = ease(0.5, 0.0, plate.y);
    float light = 0.75 + 1.1 * dot(tilt, vec2(cos(sun), sin(sun))) + 0.5 * curl * curl + 0.9 * (grain - 0.5);
    float tone = 0.68 + 0.25 * (hash2(plate.zw).x - 0.5) + 0.5 * (grain - 0.5);
    vec3 colour = ramp(tone, 0) * light;
    colour *= 0.65 + 0.35 * smoothstep(0.0, 0.06, chip.y + 0.2 * (hash2(chip.zw).x - rnd(4)));
    colour =
        mix(ramp(0.0, 0) * (0.4 + 0.6 * grain), colour, ease(rnd(5, 0.02, 0.07), rnd(5, 0.02, 0.07) + 0.05, plate.y));
    fragColor = acquire(colour, fragCoord);
}
