// name: plasma
// description: Slow plasma: warm and cold tongues folded into one another, bright filaments between.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.2, 2.8, 1.0), q = p;
    float sum = 0.0, weight = 0.0, fold = rnd(1, 0.5, 1.1);
    for (int i = 0; i < 6; i++) {
        float k = exp2(0.45 * float(i));
        q = rotate2d(rnd(10 + i, 0.5, 2.0)) * q +
            fold * sin(k * q.yx + rnd(20 + i, 0.3, 0.8) * iTime + 6.28 * rnd(30 + i)) / k;
        sum += sin(k * q.x + q.y) / k;
        weight += 1.0 / k;
    }
    float field = 0.5 + 0.5 * sum / weight,
          filament = exp(-rnd(2, 20.0, 60.0) * abs(fract(field * rnd(3, 1.0, 3.0)) - 0.5));
    float smoke = fbm(1.2 * q, 4);
    vec3 colour = mix(ramp(1.3 * field - 0.15 + 0.35 * (smoke - 0.5), 0), ramp(smoke, 1),
                      smoothstep(0.35, 0.65, sin(3.0 * q.y) * 0.5 + 0.5) * rnd(4));
    colour *= 0.55 + 0.9 * smoke;
    fragColor = acquire(colour + 0.55 * filament * ramp(0.95, 1), fragCoord);
}
