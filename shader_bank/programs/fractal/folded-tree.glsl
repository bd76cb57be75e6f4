// name: folded-tree
// description: Trees that branch by folding the plane, standing before one another in coloured haze.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord);
    float clouds = fbm(vec2(0.8, 1.8) * p + 0.05 * iTime + 9.0 * rnd(1), 4);
    vec3 sky = ramp(0.55 + 0.45 * clouds - 0.25 * p.y, 0), colour = sky;
    float ground = -0.75 + 0.12 * (fbm(vec2(1.5 * p.x, 3.0 + 50.0 * rnd(2)), 3) - 0.5);
    float fleck = fbm(28.0 * p, 2) - 0.5;
    vec3 bark = swatch(rnd(3), 0.12 + 0.3 * fbm(p * vec2(30.0, 8.0), 2));
    vec3 grass = swatch(rnd(5), 0.3 + 0.5 * fbm(vec2(14.0, 40.0) * p, 2));
    for (int layer = 0; layer < 3; layer++) {
        float near = 0.5 * float(layer), size = mix(0.34, 0.62, near);
        vec2 q = vec2(p.x - rnd(10 + layer, -0.8, 0.8), p.y - ground + 0.25 * near) / size;
        float wind = 0.05 * sin(1.1 * iTime + 2.0 * float(layer) + q.y), spread = rnd(20 + layer, 0.35, 0.8),
              shrink = rnd(30 + layer, 1.3, 1.5);
        float scale = 1.0, wood = 9.0, leaf = 9.0;
        for (int i = 0; i < 8; i++) {
            // The stem from the origin to (0, 1), then on to the two branches at its top, one the mirror of the other.
            float stem = length(q - vec2(0.0, clamp(q.y, 0.0, 1.0))) - (0.09 - 0.03 * clamp(q.y, 0.0, 1.0));
            wood = min(wood, stem / scale);
            q.y -= 1.0;
            q = rotate2d(spread * 0.6 + wind) * vec2(abs(q.x), q.y);
            q = rotate2d(0.2 * spread) * q * shrink;
            scale *= shrink;
            if (i > 3) leaf = min(leaf, (length(q - vec2(0.0, 0.5)) - rnd(40 + layer, 0.25, 0.6)) / scale);
        }
        float haze = mix(0.55, 0.0, near);
        vec3 green = swatch(rnd(4), rnd(50 + layer, 0.35, 0.75) + 0.8 * fleck);
        colour = mix(mix(bark, sky, haze), colour, smoothstep(-0.003, 0.006, wood * size));
        colour =
            mix(mix(green * (0.7 + 0.5 * p.y + 0.4 * near), sky, haze), colour, smoothstep(-0.002, 0.006, leaf * size));
        float hill = p.y - ground + 0.18 * near - 0.02 * fbm(vec2(25.0 * p.x, float(layer)), 2);
        colour = mix(mix(grass * (0.6 + 0.3 * near), sky, haze), colour, smoothstep(-0.005, 0.008, hill));
    }
    fragColor = acquire(colour, fragCoord);
}
