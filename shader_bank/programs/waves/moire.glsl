// name: moire
// description: Two printed gratings laid over one another, bent by a hidden shape, in inks on paper.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.0, 1.5, 1.0);
    float paper = fbm(6.0 * p, 3), relief = fbm(0.8 * p + 0.05 * iTime, 3);
    float bump = rnd(1, 0.5, 2.5) * relief, lines = rnd(2, 3.5, 7.0);
    vec3 colour = swatch(rnd(3), 0.88 + 0.2 * (paper - 0.5));
    for (int i = 0; i < 3; i++) {
        float turn = rnd(10, 0.0, 3.14) + float(i) * rnd(11, 0.06, 0.5) + 0.03 * iTime * float(i);
        vec2 q = rotate2d(turn) * p - vec2(rnd(20 + i, -1.0, 1.0), rnd(30 + i, -1.0, 1.0));
        q -= 400.0 * floor(q / 400.0);
        float straight = q.x, round_ = length(fract(q * 0.25) - 0.5) * 4.0;
        float phase = lines * (rnd(4) < 0.6 ? straight : round_) + bump * (float(i) - 1.0) * 1.5;
        float ink = ease(0.1, -0.1, cos(6.2831853 * phase) - rnd(40 + i, -0.5, 0.5));
        ink *= 0.85 + 0.3 * (paper - 0.5);
        vec3 pigment = swatch(rnd(50 + i), rnd(60 + i, 0.4, 0.85));
        colour *= mix(vec3(1.0), clamp(pigment * 1.3, 0.0, 1.0), ink);
    }
    colour *= 0.75 + 0.5 * relief;
    fragColor = acquire(colour * 1.15, fragCoord);
}
