// name: paper-cut
// description: Sheets of coloured paper with cut-out shapes, stacked deep, each casting its shadow on the next.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.8, 1.8, 1.0);
    float fibre = fbm(9.0 * p, 2), turn = 6.2831853 * rnd(1);
    vec2 towards_light = 0.05 * vec2(cos(turn), sin(turn));
    int sheets = 4 + rnd(2, 3);
    bool fade = rnd(4) < 0.6;
    float size = rnd(5, 0.6, 1.3), hue = rnd(3), tone = 0.2, shade = 1.0, rim = 0.0;
    for (int i = 0; i < 6; i++) {
        if (i >= sheets) break;
        // Sheets nearer the eye have wider holes: the same field cut at a rising level, wandering a little.
        float depth = float(i) / float(sheets - 1), level = mix(0.66, 0.42, depth);
        vec2 wander = 0.18 * float(i) * vec2(rnd(10) - 0.5, rnd(11) - 0.5) + 0.04 * sin(0.4 * iTime + float(i));
        vec2 q = p + wander, bend = vec2(0.35 * sin(2.1 * q.y + 0.5 * iTime), 0.35 * sin(1.7 * q.x));
        float cut = level - fbm(size * (q + bend), 2), shadow = level - fbm(size * (q + bend + towards_light), 2);
        if (cut > 0.0) {
            hue = fade ? rnd(6) : rnd(30 + i);
            tone = fade ? mix(0.3, 0.95, depth) : rnd(20 + i, 0.2, 0.95);
            rim = ease(0.012, 0.0, cut);
            shade = 1.0;
        } else {
            shade *= 1.0 - 0.6 * smoothstep(-0.02, 0.035, shadow);
        }
    }
    vec3 paper = swatch(hue, clamp(tone + 0.14 * (fibre - 0.5), 0.0, 1.0));
    fragColor = acquire(paper * shade * (1.0 + 0.25 * rim), fragCoord);
}
