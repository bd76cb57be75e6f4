// name: dappled-light
// description: Sunlight through a canopy: soft round spots of many sizes over trodden earth and grass.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.2, 2.6, 1.0);
    float earth = fbm(2.2 * p, 5), grass = fbm(vec2(11.0, 2.0) * (p + 0.15 * earth), 3);
    vec3 colour =
        mix(ramp(0.15 + 0.7 * earth, 0), ramp(0.1 + 0.8 * grass, 1), smoothstep(0.45, 0.6, fbm(0.8 * p + 60.0, 3)));
    float light = 0.0, blur = rnd(1, 0.06, 0.3);
    vec2 wind = 0.12 * vec2(sin(0.7 * iTime), cos(0.9 * iTime));
    for (int i = 0; i < 18; i++) {
        float scale = i < 9 ? 0.9 : 1.7;
        vec2 q = scale * (p + wind * (i < 9 ? 1.0 : -0.6)), home = floor(q) + vec2(i % 3, (i / 3) % 3) - 1.0;
        vec3 h = hash3(vec3(home, float(i / 9)));
        float radius = 0.2 + 0.45 * h.z;
        light += 0.8 * ease(radius + blur, radius - blur, length(q - home - h.xy)) *
                 step(rnd(2, 0.2, 0.5), fract(h.z * 7.0));
    }
    vec3 sun = mix(vec3(0.22, 0.26, 0.32), vec3(1.7, 1.5, 1.2), 1.0 - exp(-light));
    fragColor = acquire(colour * sun, fragCoord);
}
