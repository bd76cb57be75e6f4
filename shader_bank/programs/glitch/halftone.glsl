// name: halftone
// description: A scene of hills and a sun, printed in halftone dots of three or four inks, slightly out of register.
// author: procimg developers
// licence: MIT
#include "screen.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "fbm.glsl"
#include "swatch.glsl"
#include "acquire.glsl"
vec3 tones(vec2 p) {
    // Three grey values: the plates of the three inks.
    vec2 sun = p - vec2(rnd(1, -0.6, 0.6), rnd(2, 0.0, 0.6));
    float disc = smoothstep(0.01, -0.01, length(sun) - rnd(3, 0.2, 0.45));
    float far_hill = smoothstep(0.01, -0.01, p.y + 0.1 - 0.8 * (fbm(vec2(1.3 * p.x + 30.0 * rnd(4) + 0.05 * iTime, 1.0), 3) - 0.4));
    float near_hill = smoothstep(0.01, -0.01, p.y + 0.5 - 0.9 * (fbm(vec2(0.9 * p.x + 30.0 * rnd(5) + 0.12 * iTime, 5.0), 4) - 0.4));
    float cloud = fbm(vec2(1.0, 2.0) * p + 0.1 * iTime + 60.0, 3);
    vec3 sky = vec3(0.45 + 0.3 * p.y, 0.15 + 0.3 * cloud, 0.1);
    vec3 result = mix(sky, vec3(0.05, 0.2 + 0.3 * sun.y, 0.8), disc);
    result = mix(result, vec3(0.3, 0.6, 0.35 + 0.4 * cloud), far_hill);
    return mix(result, vec3(0.85, 0.45, 0.3 + 0.7 * fbm(4.0 * p, 3)), near_hill);
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord);
    float paper = fbm(9.0 * p, 3), cells = rnd(6, 11.0, 22.0);
    vec3 colour = swatch(rnd(7), 0.95) * (0.9 + 0.2 * paper);
    for (int i = 0; i < 3; i++) {
        mat2 turn = rotate2d(0.26 + 0.52 * float(i));
        vec2 slip = 0.02 * (vec2(rnd(10 + i), rnd(20 + i)) - 0.5), q = turn * (p + slip) * cells, middle = floor(q) + 0.5;
        vec3 tone = tones(transpose(turn) * middle / cells);
        float amount = clamp(i == 0 ? tone.x : i == 1 ? tone.y : tone.z, 0.0, 1.0);
        float d = rnd(8) < 0.75 ? length(q - middle) - 0.72 * sqrt(amount) : abs(q.y - middle.y) - 0.5 * amount;
        float ink = smoothstep(0.09, -0.09, d) * (0.85 + 0.3 * (paper - 0.5));
        colour *= mix(vec3(1.0), clamp(swatch(rnd(30 + i), rnd(40 + i, 0.35, 0.75)) * 1.35, 0.0, 1.0), ink);
    }
    fragColor = acquire(colour * 1.1, fragCoord);
}
