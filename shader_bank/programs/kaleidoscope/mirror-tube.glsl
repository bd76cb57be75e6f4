// name: mirror-tube
// description: A toy kaleidoscope: three mirrors about bits of coloured glass and beads that slide.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = rotate2d(6.2831853 * rnd(1) + 0.05 * iTime) * screen(fragCoord) * rnd(2, 0.9, 2.0) + vec2(rnd(3), rnd(4));
    // Fold the plane into one equilateral triangle by its three mirrors.
    float dim = 1.0;
    for (int i = 0; i < 10; i++) {
        vec2 normal = vec2(cos(2.0943951 * float(i % 3)), sin(2.0943951 * float(i % 3)));
        float over = max(dot(p, normal) - 0.5, 0.0);
        p -= 2.0 * over * normal;
        dim *= over > 0.0 ? 0.96 : 1.0;
    }
    vec2 q = rotate2d(0.3 * iTime + 6.2831853 * rnd(5)) * p + 9.0 * vec2(rnd(6), rnd(7));
    float cloud = fbm(2.0 * q, 3), shade = 1.0, scale = rnd(8, 2.0, 3.6);
    vec2 front = vec2(rnd(9), 0.35 + 0.5 * cloud);
    for (int i = 0; i < 9; i++) {
        vec2 home = floor(scale * q) + vec2(i % 3, i / 3) - 1.0;
        vec3 h = hash3(home + floor(999.0 * rnd(10)));
        vec2 r = scale * q - home - h.xy, axis = normalize(h.yz - 0.5 + 1e-3);
        r = abs(vec2(dot(r, axis), axis.x * r.y - axis.y * r.x));
        float d = h.z < rnd(11) ? length(r) - 0.2 - 0.4 * h.x : max(r.x * 0.8 + r.y * 0.5, r.y) - 0.2 - 0.35 * h.x;
        shade *= 1.0 - 0.45 * ease(0.15, 0.0, d);
        if (d < 0.0) {
            front = vec2(h.y,
                         clamp(0.35 + 0.55 * fract(h.x * 7.0) - 0.6 * d * (h.z - 0.4) + 0.4 * (cloud - 0.5), 0.0, 1.0));
            shade = 1.0 - 0.45 * smoothstep(-0.07, 0.0, d);
        }
    }
    fragColor = acquire(swatch(front.x, front.y) * shade * dim * 1.15, fragCoord);
}
