// name: skyline
// description: A town at dusk: rows of houses and towers with lit windows, roofs and haze between.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord);
    float clouds = fbm(vec2(0.8, 2.4) * p + vec2(0.06 * iTime, 40.0 * rnd(1)), 4);
    vec3 sky = ramp(0.75 - 0.3 * p.y + 0.7 * (clouds - 0.5), 0), haze = ramp(0.85, 0), colour = sky;
    float lit = rnd(2, 0.1, 0.6), roofs = rnd(3), base = rnd(4, -0.5, 0.1);
    for (int i = 0; i < 4; i++) {
        float near = float(i) / 3.0, scale = mix(7.0, 2.2, near);
        float x = scale * p.x + 50.0 * rnd(10 + i) + 0.08 * iTime * (0.2 + near), house = floor(x), into = x - house;
        vec3 h = hash3(vec2(house, float(i)));
        float top = base + mix(0.55, -0.25, near) + (0.12 + 0.5 * rnd(20 + i)) * h.x * h.x;
        float gable = h.y < roofs ? 0.35 * (0.5 - abs(into - 0.5)) / scale * 2.5 : 0.0, below = top + gable - p.y;
        // A narrower tower may stand behind the house's roof.
        float tower = h.z > 0.7 ? ease(0.16, 0.14, abs(into - 0.5)) * step(p.y, top + 0.25 * h.y) : 0.0;
        float solid = max(smoothstep(0.0, 0.006, below), tower);
        vec2 grid = vec2(into * float(3 + int(4.0 * h.z)), (p.y - top) * scale * 2.6), window = floor(grid),
             pane = abs(fract(grid) - 0.5);
        float glass = ease(0.32, 0.27, pane.x) * ease(0.3, 0.25, pane.y) * step(p.y, top - 0.02);
        vec3 w = hash3(vec3(window, house + 31.0 * float(i)));
        float on = step(w.x, lit * (0.85 + 0.15 * sin(iTime * w.y + 6.28 * w.z)));
        float stain = fbm(vec2(4.0 * x, 6.0 * p.y) + 9.0 * h.xy, 3), roof = step(top, p.y);
        vec3 wall = swatch(fract(h.x * 7.0), clamp(0.25 + 0.4 * h.y + 0.4 * (stain - 0.5) - 0.25 * roof, 0.0, 1.0)) *
                    (0.75 + 0.4 * smoothstep(0.02, 0.06, into));
        wall = mix(wall, mix(swatch(rnd(5), 0.2 + 0.3 * w.z), vec3(1.0, 0.8, 0.42), on), glass);
        colour = mix(colour, mix(haze, wall, 0.35 + 0.65 * near), solid);
        colour = mix(colour, haze, 0.22 * ease(0.4, -0.2, p.y - base) * (1.0 - near));
    }
    fragColor = acquire(colour, fragCoord);
}
