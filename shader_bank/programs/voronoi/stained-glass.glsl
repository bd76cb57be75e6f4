// name: stained-glass
// description: A leaded window: panes of streaky glass whose colours make a broad picture, light moving behind.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash2.glsl"
#include "oklch.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "view.glsl"
#include "voronoi.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.2, 3.0, 1.0);
    vec4 pane = voronoi(p + 0.25 * sin(1.7 * p.yx), rnd(1, 0.5, 1.0));
    vec2 h = hash2(pane.zw + 31.0);
    // Neighbouring panes take their colour from one smooth field, so that a picture shows through the leads.
    float field = fbm(0.33 * pane.zw + vec2(20.0 * rnd(2), 0.0), 2), second = fbm(0.21 * pane.zw + 50.0, 2);
    float streak = fbm(rotate2d(6.2831853 * h.x) * p * vec2(2.0, 7.0), 3);
    float sun = fbm(0.4 * p + 0.2 * iTime, 2);
    float lightness = clamp(0.55 + 1.1 * (second - 0.5) + 0.35 * (h.y - 0.5) + 0.35 * (streak - 0.5), 0.12, 0.97);
    vec3 glass = oklch(lightness, rnd(3, 0.03, 0.14) * (0.5 + h.x), 6.2831853 * (rnd(4) + rnd(5, 0.3, 1.4) * field));
    glass *= 0.35 + 1.5 * sun;
    float lead = rnd(6, 0.025, 0.07);
    vec3 came = vec3(0.05 + 0.16 * ease(lead, 0.0, pane.y) * (0.5 + streak));
    float paint = smoothstep(0.02, 0.05, abs(pane.x - 0.25 - 0.1 * h.y)) * 0.6 + 0.4;
    glass *= h.x < rnd(7) ? paint : 1.0;
    fragColor = acquire(mix(came, glass, ease(lead, lead + 0.03, pane.y)), fragCoord);
}
