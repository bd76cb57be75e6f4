// name: newton-basins
// description: Basins of Newton's method for a polynomial, each root a colour, terraced by the number of steps.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 z = rotate2d(6.2831853 * rnd(1)) * (screen(fragCoord) * rnd(2, 0.35, 1.6) + vec2(rnd(3), rnd(4)) - 0.5);
    vec2 root[4];
    for (int i = 0; i < 4; i++) {
        float angle = 1.5707963 * (float(i) + rnd(10 + i, -0.35, 0.35)) + 0.12 * sin(0.7 * iTime + float(i));
        root[i] = rnd(20 + i, 0.5, 1.2) * vec2(cos(angle), sin(angle));
    }
    int degree = 3 + rnd(5, 2);
    float relax = rnd(6, 0.75, 1.25), steps = 0.0, closest = 9.0, near = 9.0;
    for (int n = 0; n < 18; n++) {
        // f'/f is the sum of 1 / (z - root).
        vec2 sum = vec2(0.0);
        near = 9.0;
        for (int i = 0; i < 4; i++) {
            if (i >= degree) break;
            vec2 away = z - root[i];
            float r_2 = max(dot(away, away), 1e-9);
            sum += vec2(away.x, -away.y) / r_2;
            near = min(near, r_2);
        }
        if (near < 1e-3) break;
        vec2 move = vec2(sum.x, -sum.y) / max(dot(sum, sum), 1e-6);
        closest = min(closest, abs(dot(move, vec2(0.6, 0.8))));
        z -= relax * move;
        steps += 1.0;
    }
    float which = 0.0, best = 9.0;
    for (int i = 0; i < 4; i++) {
        float away = length(z - root[i]);
        if (i < degree && away < best) {
            best = away;
            which = float(i);
        }
    }
    float fine = steps - log2(max(log2(1e-3) / log2(clamp(near, 1e-8, 0.9)), 0.05));
    float tone = 0.92 - 0.075 * fine + 0.12 * sin(3.0 * fine);
    vec3 colour = swatch(fract(rnd(7) + 0.31 * which), clamp(tone, 0.05, 1.0));
    colour *= 0.45 + 0.55 * ease(0.0, rnd(8, 0.02, 0.25), closest);
    fragColor = acquire(colour, fragCoord);
}
