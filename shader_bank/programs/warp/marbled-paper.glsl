// name: marbled-paper
// description: Marbled paper: rows of ink drawn out by combs.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "gradient_noise.glsl"
#include "hash2.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.0, 2.4, 1.0);
    float paper = gradient_noise(22.0 * p);
    for (int i = 0; i < 4; i++) {
        // Each stroke of a comb slides the ink along its tines, most where a tine passes.
        float angle = 3.1415927 * rnd(10 + i), teeth = rnd(20 + i, 0.6, 2.2);
        vec2 along = vec2(cos(angle), sin(angle));
        float across = teeth * (along.x * p.y - along.y * p.x) + rnd(30 + i) + 0.3 * gradient_noise(0.6 * p);
        float tine = abs(fract(across) - 0.5);
        p += along * rnd(40 + i, 0.3, 1.1) * exp(-5.0 * tine) * sin(0.25 * iTime + 6.2831853 * rnd(50 + i));
    }
    float row = p.y * rnd(1, 1.6, 3.2) + 0.5 * gradient_noise(0.8 * p);
    float band = floor(row), into = fract(row);
    vec2 h = hash2(vec2(band, floor(999.0 * rnd(2)))), next = hash2(vec2(band + 1.0, floor(999.0 * rnd(2))));
    vec3 colour = swatch(h.x, h.y);
    colour = mix(colour, swatch(next.x, next.y), smoothstep(0.96, 1.0, into));
    vec2 drop = vec2(fract(2.0 * p.x + h.x * 5.0), into) - 0.5;
    colour = mix(colour, swatch(fract(h.x + 0.4), 1.0 - h.y), ease(0.3, 0.27, length(drop)) * step(h.x, rnd(3)));
    fragColor = acquire(colour * (1.0 + 0.12 * paper), fragCoord);
}
