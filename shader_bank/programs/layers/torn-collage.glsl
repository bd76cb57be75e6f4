// name: torn-collage
// description: A collage: torn strips of printed paper pasted over one another, with white torn rims.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "pattern.glsl"
#include "rnd.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord), inside = p;
    float rough = fbm(4.0 * p, 4) - 0.5, fine = fbm(15.0 * p, 2) - 0.5, shade = 1.0, edge = -1.0;
    float seed = floor(65536.0 * rnd(1));
    vec3 front = vec3(rnd(2), rnd(3), rnd(4));
    for (int i = 0; i < 12; i++) {
        vec3 h = hash3(vec2(seed, float(i))), g = fract(h.zxy * 61.0);
        vec2 axis = normalize(g.xy - 0.5 + 1e-3 + 0.05 * sin(0.5 * iTime + 6.28 * h.z));
        vec2 q = p - 2.2 * h.xy + 1.1 - 0.06 * sin(0.4 * iTime + 6.28 * g.zy);
        q = vec2(dot(q, axis), axis.x * q.y - axis.y * q.x);
        vec2 away = abs(q) - vec2(0.35 + 0.5 * g.z, 0.14 + 0.35 * h.z);
        float d = max(away.x, away.y) + 0.12 * rough + 0.015 * fine;
        shade *= 1.0 - 0.45 * ease(0.06, 0.0, d);
        if (d < 0.0) {
            inside = q;
            front = g;
            edge = d;
            shade = 1.0;
        }
    }
    float mark = pattern(inside * mix(2.0, 6.0, front.x), fract(front.y * 5.0 + front.z));
    float lines = smoothstep(0.1, 0.3, abs(fract(inside.y * 14.0) - 0.5)) +
                  step(0.6, fract(sin(floor(inside.y * 14.0) + floor(inside.x * 18.0) * 7.1) * 43.7));
    if (front.y < 0.2) mark = clamp(lines, 0.0, 1.0);
    vec3 colour =
        mix(swatch(front.z, 0.1 + 0.5 * front.x), swatch(front.y, 0.55 + 0.4 * front.x), smoothstep(0.3, 0.7, mark));
    colour = mix(vec3(0.86) * (0.9 + fine), colour, ease(-0.012, -0.022, edge + 0.012 * fine));
    float crease = fbm(1.5 * p + 50.0, 3);
    fragColor = acquire(colour * shade * (0.75 + 0.5 * crease), fragCoord);
}
