// name: halftone
// description: Hills and a sun printed in halftone dots of three inks, slightly out of register.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "oklch.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

// How much ink of plate 0, 1 or 2 the picture wants at p.
float plate(vec2 p, int which, vec4 place) {
    vec3 pick = vec3(which == 0, which == 1, which == 2);
    vec2 sun = p - place.xy;
    float cloud = gradient_noise(vec2(1.0, 2.4) * p + vec2(0.2 * iTime, 20.0 * place.z));
    float far_hill = 0.5 * gradient_noise(vec2(1.4 * p.x + 30.0 * place.z + 0.08 * iTime, 1.5)) + 0.1;
    float near_hill = 0.6 * gradient_noise(vec2(p.x + 30.0 * place.w + 0.2 * iTime, 5.5)) - 0.35;
    if (p.y < near_hill)
        return dot(pick, vec3(0.9, 0.35, 0.55)) + 1.2 * (p.y - near_hill) + 0.3 * gradient_noise(5.0 * p);
    if (p.y < far_hill) return dot(pick, vec3(0.45, 0.75, 0.1)) + 0.8 * (p.y - far_hill);
    if (dot(sun, sun) < 0.1) return dot(pick, vec3(0.0, 0.25, 0.95));
    return dot(pick, vec3(0.35, 0.05, 0.15)) + 0.45 * cloud;
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord);
    float paper = fbm(9.0 * p, 2), cells = rnd(6, 7.0, 15.0);
    vec4 place = vec4(rnd(1, -0.6, 0.6), rnd(2, 0.2, 0.6), rnd(4), rnd(5));
    vec3 colour = swatch(rnd(7), 0.96) * (0.93 + 0.14 * paper);
    bool lines = rnd(8) < 0.3;
    for (int i = 0; i < 3; i++) {
        mat2 turn = rotate2d(0.26 + 0.52 * float(i));
        vec2 slip = 0.05 * (vec2(rnd(10 + i), rnd(20 + i)) - 0.5), q = turn * (p + slip) * cells,
             middle = lines ? vec2(q.x, floor(q.y) + 0.5) : floor(q) + 0.5;
        float amount = clamp(plate(middle * turn / cells, i, place), 0.0, 1.0);
        float d = lines ? abs(q.y - middle.y) - 0.5 * amount : length(q - middle) - 0.75 * sqrt(amount);
        float ink = ease(0.1, -0.1, d) * (0.85 + 0.3 * (paper - 0.5));
        // The darkest plate comes first; each ink owns its hue.
        vec3 pigment = oklch(0.45 + 0.17 * float(i), rnd(30 + i, 0.04, 0.15), 6.2831853 * (rnd(9) + 0.33 * float(i)));
        colour *= mix(vec3(1.0), clamp(1.3 * pigment, 0.0, 1.0), ink);
    }
    fragColor = acquire(colour * 1.1, fragCoord);
}
