// name: scales
// description: Overlapping scales in rows, ribbed and speckled, glinting along a moving band.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "gradient_noise.glsl"
#include "hash3.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.2, 2.8, 1.0);
    p += 0.35 * vec2(gradient_noise(0.4 * p), gradient_noise(0.4 * p + 20.0));
    vec2 squash = vec2(1.0, rnd(1, 1.5, 2.4)), q = p * squash, local = vec2(0.0), name = vec2(0.0);
    float pointed = rnd(2, 0.0, 0.5), d = 1.0, shade = 1.0;
    // Upper rows lie over lower ones: the topmost scale that covers the pixel is seen.
    for (int i = 0; i < 3; i++) {
        float row = floor(q.y) + 2.0 - float(i), offset = 0.5 * mod(row, 2.0);
        vec2 home = vec2(floor(q.x - offset) + 0.5 + offset, row + 0.5);
        vec2 r = q - home;
        float tip = max(-r.y, 0.0) / 1.5;
        float edge = abs(r.x) + pointed * tip - sqrt(max(1.0 - tip * tip, 0.0)) * 0.62 - 0.0;
        edge = r.y < -1.5 ? 1.0 : edge;
        if (edge < 0.0) {
            local = r;
            name = vec2(home.x, row);
            d = edge;
            break;
        }
        shade *= 1.0 - 0.55 * ease(0.16, 0.0, edge);
    }
    vec3 h = hash3(name * 2.0);
    float ribs = 0.5 + 0.5 * cos(rnd(3, 12.0, 34.0) * local.x * (1.0 + 0.3 * local.y)),
          speck = fbm(5.0 * p + 9.0 * h.xy, 3);
    float broad = fbm(0.3 * name + 3.0, 3);
    float tone = 0.25 + 0.5 * ease(0.2, -1.2, local.y) + 0.7 * (broad - 0.5) + 0.4 * (speck - 0.5) +
                 0.14 * ribs * rnd(4) + 0.16 * (h.x - 0.5);
    float which = mix(rnd(5), h.y, rnd(6, 0.0, 0.5)) * 0.6 + 0.4 * smoothstep(0.4, 0.6, broad);
    vec3 colour = swatch(which * 0.99, clamp(tone, 0.0, 1.0)) * shade * (0.55 + 0.45 * ease(0.0, -0.12, d));
    float glint = smoothstep(0.75, 1.0, sin(0.7 * p.x + 0.5 * p.y + 0.9 * iTime + 1.5 * h.z));
    fragColor = acquire(colour * (1.0 + 0.9 * glint * (0.5 + ribs)), fragCoord);
}
