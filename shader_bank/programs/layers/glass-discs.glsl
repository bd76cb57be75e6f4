// name: glass-discs
// description: Panes of tinted glass, round and many-sided, lying across a printed sheet; their colours multiply.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "hash3.glsl"
#include "hsv.glsl"
#include "pattern.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "sd_polygon.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = rotate2d(6.2831853 * rnd(1)) * screen(fragCoord) * rnd(2, 0.8, 1.2), bend = vec2(0.0);
    float seed = floor(65536.0 * rnd(3)), shine = 0.0, rims = 1.0, round_share = rnd(4);
    vec3 tint[3] = vec3[3](hsv(rnd(10), rnd(14, 0.3, 0.85), 0.8), hsv(rnd(11), rnd(15, 0.3, 0.85), 0.65),
                           hsv(rnd(12), rnd(16, 0.1, 0.7), 0.5)),
         stain = vec3(1.0);
    float sides = float(3 + rnd(17, 4));
    int panes = 6 + rnd(5, 7);
    for (int i = 0; i < 12; i++) {
        if (i >= panes) break;
        vec3 h = hash3(vec2(seed, float(i))), g = fract(h.yzx * 47.0);
        vec2 q = p - 2.1 * h.xy + 1.05 - 0.12 * vec2(sin(0.5 * iTime + 6.28 * g.x), cos(0.4 * iTime + 6.28 * g.y));
        vec2 axis = normalize(g.yz - 0.5 + 1e-3), r = vec2(dot(q, axis), axis.x * q.y - axis.y * q.x);
        float size = 0.25 + 0.45 * h.z;
        float d = g.x < round_share ? length(r) - size : sd_polygon(r, sides, 0.75 * size) - 0.03;
        float cover = ease(0.006, -0.006, d), lens = smoothstep(-0.12, 0.0, d) * cover;
        rims *= 1.0 - 0.4 * ease(0.05, 0.0, abs(d + 0.005)) * (1.0 - cover) - 0.25 * lens;
        bend += 0.12 * lens * normalize(q + 1e-4) + 0.02 * cover * (h.xy - 0.5);
        stain *= mix(vec3(1.0), (g.z < 0.4 ? tint[0] : g.z < 0.75 ? tint[1] : tint[2]) * 1.15, cover * 0.9);
        shine += cover * ease(0.12, 0.0, abs(dot(r, vec2(0.7, 0.7)) - 0.3 * size + 0.1 * sin(0.6 * iTime))) * 0.25;
    }
    vec2 q = (p + bend) * rnd(6, 1.5, 4.0);
    float mark = pattern(q, rnd(7));
    vec3 sheet = mix(swatch(rnd(8), rnd(9, 0.45, 0.8)), swatch(rnd(13), 0.97), smoothstep(0.25, 0.75, mark));
    fragColor = acquire(sheet * stain * rims * 1.25 + shine, fragCoord);
}
