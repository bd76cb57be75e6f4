// name: folded-domain
// description: Noise warped by noise warped by noise, folded like rock strata and lit from one side.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "view.glsl"

float strata(vec2 p) {
    vec2 fold = vec2(fbm(p + 0.05 * iTime, 2), fbm(p + vec2(5.2, 1.3) - 0.04 * iTime, 2)) - 0.5;
    vec2 q = p + rnd(1, 1.5, 4.5) * fold;
    return fbm(q + rnd(2, 0.4, 1.4) * sin(q.yx * 2.0), 4);
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.7, 2.2, 1.0);
    float height[2];
    for (int i = 0; i < 2; i++) height[i] = strata(p + 0.02 * float(i));
    float light = clamp(0.95 + 9.0 * (height[1] - height[0]), 0.2, 1.6);
    float bands = fract(height[0] * rnd(3, 2.0, 9.0));
    float layer = mix(height[0] * 2.2 - 0.6, smoothstep(0.0, 0.2, bands) * (1.0 - 0.6 * bands), rnd(4, 0.1, 0.7));
    fragColor = acquire(ramp(layer, 0) * light, fragCoord);
}
