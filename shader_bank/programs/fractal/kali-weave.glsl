// name: kali-weave
// description: A Kali set: points folded and inverted, their orbits drawn as glassy strands and plates.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 z = rotate2d(6.2831853 * rnd(1)) * screen(fragCoord) * rnd(2, 0.25, 0.7) + vec2(rnd(3), rnd(4));
    vec2 c = vec2(rnd(5, 0.5, 0.95), rnd(6, 0.4, 1.0)) + 0.03 * vec2(sin(0.5 * iTime), cos(0.4 * iTime));
    float strand = 9.0, plate = 9.0, total = 0.0, before = 0.0;
    for (int i = 0; i < 9; i++) {
        z = abs(z) / max(dot(z, z), 1e-4) - c;
        float size = length(z);
        strand = min(strand, abs(z.x + 0.3 * z.y) * (1.0 + 0.3 * float(i)));
        plate = min(plate, abs(max(abs(z.x), abs(z.y)) - 0.55));
        total += exp(-1.5 * abs(size - before));
        before = size;
    }
    vec3 colour = ramp(0.95 * sqrt(strand) + 0.25 * cos(total * rnd(7, 0.5, 1.2)) - 0.1, 0);
    colour = mix(ramp(0.9 - 3.0 * plate, 1), colour, smoothstep(0.02, 0.22, plate));
    colour += ramp(0.95, 1) * 0.3 * exp(-strand * strand * 2500.0);
    fragColor = acquire(colour, fragCoord);
}
