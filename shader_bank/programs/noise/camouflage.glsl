// name: camouflage
// description: Printed cloth in camouflage colours, woven, creased and lit.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "ridged.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.0, 2.4, 1.0);
    float crease = ridged(0.45 * p + 0.05 * iTime, 3), crease_beside = ridged(0.45 * p + 0.05 * iTime + 0.02, 3);
    vec2 cloth = p + 0.25 * crease;
    vec3 colour = swatch(rnd(1), rnd(2, 0.5, 0.9));
    vec2 squash = vec2(1.0, rnd(3, 0.6, 2.4));
    for (int i = 0; i < 3; i++) {
        float stain = fbm(cloth * squash * rnd(10 + i, 0.7, 1.6) + 23.0 * float(i + 1) + 0.05 * iTime, 3);
        float edge = rnd(20 + i, 0.52, 0.6);
        colour = mix(colour, swatch(rnd(30 + i), rnd(40 + i, 0.1, 0.75)), ease(edge, edge + 0.012, stain));
    }
    vec2 thread = sin(cloth * rnd(4, 25.0, 45.0));
    colour *= 0.86 + 0.14 * thread.x * thread.y;
    fragColor = acquire(colour * clamp(0.9 + 4.0 * (crease_beside - crease), 0.25, 1.7), fragCoord);
}
