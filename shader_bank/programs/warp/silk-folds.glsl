// name: silk-folds
// description: Heaps of printed silk: deep soft folds lit from a side, with a print that follows them.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "gradient_noise.glsl"
#include "pattern.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "swatch.glsl"
#include "view.glsl"

vec3 drape(vec2 p) {
    // Returns the cloth's height and the place on the cloth that is seen here.
    vec2 q = p;
    float height = 0.0;
    for (int i = 0; i < 4; i++) {
        float k = exp2(0.7 * float(i));
        float fold =
            sin(k * q.x * rnd(10 + i, 0.7, 1.5) + 2.0 * gradient_noise(0.5 * q + 7.0 * float(i)) + 0.25 * iTime);
        height += (1.0 - abs(fold)) / k;
        q = rotate2d(rnd(20 + i, 0.4, 1.4)) * q + 0.4 * fold / k;
    }
    return vec3(height, q);
}

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.0, 2.2, 1.0);
    vec3 here = drape(p), right = drape(p + vec2(0.03, 0.0)), up = drape(p + vec2(0.0, 0.03));
    vec3 normal = normalize(vec3(here.x - right.x, here.x - up.x, 0.055));
    vec3 light = normalize(vec3(rnd(1, -1.0, 1.0), rnd(2, -1.0, 1.0), 0.6));
    float diffuse = max(dot(normal, light), 0.0),
          gleam = pow(max(dot(normal, normalize(light + vec3(0.0, 0.0, 1.0))), 0.0), 24.0);
    float print = pattern(here.yz * rnd(3, 1.0, 2.4), rnd(4));
    vec3 cloth = mix(swatch(rnd(5), rnd(6, 0.2, 0.5)), swatch(rnd(7), rnd(8, 0.55, 0.9)), smoothstep(0.4, 0.6, print));
    fragColor = acquire(cloth * (0.12 + 1.2 * diffuse) * (0.35 + 0.4 * here.x) + 0.35 * gleam, fragCoord);
}
