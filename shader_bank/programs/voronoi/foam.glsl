// name: foam
// description: Soap foam: bubbles of three sizes with bright rims, thin-film colours and a reflected window.
// author: procimg developers
// licence: MIT
#include "view.glsl"
#include "hash3.glsl"
#include "fbm.glsl"
#include "cosine_palette.glsl"
#include "ramp.glsl"
#include "acquire.glsl"
void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.4, 3.2, 1.0);
    vec3 colour = ramp(fbm(0.8 * p, 4), 0);
    for (int i = 0; i < 27; i++) {
        int layer = i / 9;
        float scale = 2.6 / exp2(0.75 * float(layer));
        vec2 q = scale * p + vec2(0.0, 0.05 * iTime * float(layer)) + 17.0 * float(layer);
        vec2 home = floor(q) + vec2(i % 3, (i / 3) % 3) - 1.0;
        vec3 h = hash3(vec3(home, float(layer)));
        float radius = 0.28 + 0.24 * h.z;
        vec2 r = (q - home - 0.2 - 0.6 * h.xy) / radius;
        float r_2 = dot(r, r);
        if (r_2 > 1.0 || fract(h.z * 11.0) < rnd(1 + layer, 0.05, 0.5)) continue;
        float z = sqrt(1.0 - r_2), rim = pow(1.0 - z, 2.0);
        vec2 film_at = r + 0.5 * gradient_noise(1.5 * r + 20.0 * h.xy + 0.2 * iTime);
        vec3 film = cosine_palette(film_at.y * 0.9 + h.x, vec3(0.5), vec3(0.28), vec3(1.0, 1.15, 1.3), vec3(0.0, 0.3, 0.6));
        vec2 pane = abs(r - vec2(-0.35, 0.4));
        float window = smoothstep(0.2, 0.15, max(pane.x, pane.y)) * smoothstep(0.02, 0.05, min(pane.x, pane.y));
        colour = mix(colour * (0.55 + 0.4 * z), film * (0.4 + 0.8 * ramp(0.8, 0)), 0.2 + 0.7 * rim) + 0.8 * window + 0.25 * rim;
        colour *= 0.35 + 0.65 * smoothstep(1.0, 0.9, r_2);
    }
    fragColor = acquire(colour, fragCoord);
}
