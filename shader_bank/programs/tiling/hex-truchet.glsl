// name: hex-truchet
// description: Hexagons with arcs that join into knotted tubes over patches of cloth.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.9, 2.2, 1.0);
    vec2 lattice = vec2(1.0, 1.7320508), home_a = floor(p / lattice + 0.5) * lattice;
    vec2 home_b = (floor(p / lattice) + 0.5) * lattice, a = p - home_a, b = p - home_b;
    bool first = dot(a, a) < dot(b, b);
    vec2 q = first ? a : b, home = first ? 2.0 * home_a / lattice : 2.0 * home_b / lattice;
    vec3 h = hash3(vec3(home, floor(4096.0 * rnd(1))));
    float soil = fbm(2.0 * p, 4), crop = 0.5 + 0.5 * sin(40.0 * dot(q, h.xy - 0.5) + 5.0 * soil);
    vec3 colour = swatch(h.z, clamp(0.3 + 0.4 * h.x + 0.6 * (soil - 0.5) + 0.16 * crop, 0.0, 1.0));
    float width = rnd(2, 0.07, 0.15), kind = h.y < rnd(3, 0.3, 0.8) ? 0.0 : 1.0;
    q = rotate2d(1.0471976 * floor(h.x * 6.0)) * q;
    for (int i = 0; i < 3; i++) {
        // Kind 0: arcs about every other corner. Kind 1: a straight tube over arcs about two opposite corners.
        vec2 r = rotate2d(2.0943951 * float(i)) * q;
        float corner = length(r - vec2(0.0, 0.57735)) - 0.288675;
        float d = kind < 0.5 ? corner : i == 2 ? q.y : length(q - vec2(0.0, i == 0 ? 0.57735 : -0.57735)) - 0.288675;
        float away = abs(d) - width;
        float dashes = ease(0.018, 0.0, abs(d)) * step(0.0, sin(22.0 * (r.x + r.y) + 3.0 * iTime));
        vec3 road = swatch(rnd(4), rnd(5, 0.25, 0.8) + 0.35 * (soil - 0.5)) + 0.5 * dashes;
        colour *= 1.0 - 0.6 * ease(0.08, 0.0, away);
        colour = mix(road * mix(1.0, 0.4, smoothstep(-0.04, -0.015, away)), colour, smoothstep(-0.008, 0.008, away));
    }
    float cloud = smoothstep(0.5, 0.7, fbm(0.6 * p + 0.15 * iTime, 3));
    fragColor = acquire(colour * (1.1 - 0.6 * cloud), fragCoord);
}
