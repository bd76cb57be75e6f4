// name: cobbles
// description: Cobblestones in a lane: domed, chipped stones with moss in the joints, wet after rain.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "hash2.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"
#include "voronoi.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    // A lane seen aslant: rows farther up are smaller.
    vec2 s = screen(fragCoord);
    float depth = 1.0 / (1.0 + rnd(1, 0.0, 0.4) * (s.y + 1.0) * -0.5 + 0.6);
    vec2 p = rotate2d(6.2831853 * rnd(2)) * s * rnd(3, 2.0, 4.5) * depth + 90.0 * vec2(rnd(4), rnd(5)) + 0.06 * iTime;
    float rough = fbm(3.0 * p, 4);
    vec4 stone = voronoi(p + 0.2 * (rough - 0.5), rnd(6, 0.3, 0.75));
    vec3 h = vec3(hash2(stone.zw + 5.0), hash2(stone.zw + 71.0).x);
    float sun = 6.2831853 * rnd(7) + 0.25 * iTime;
    vec2 tilt = (h.xy - 0.5) * 0.9;
    float dome = smoothstep(0.0, 0.3, stone.y), slope = (1.0 - dome);
    vec4 beside = voronoi(p + 0.06 * vec2(cos(sun), sin(sun)) + 0.2 * (rough - 0.5), rnd(6, 0.3, 0.75));
    float lit = 0.7 + 0.5 * dot(tilt, vec2(cos(sun), sin(sun))) +
                4.5 * (min(stone.y, 0.3) - min(beside.y, 0.3)) * -1.0 + 0.8 * (rough - 0.5);
    vec3 colour = swatch(h.z, clamp(0.5 + 0.35 * h.x + 0.4 * (rough - 0.5), 0.0, 1.0)) * clamp(lit, 0.2, 1.6) *
                  (0.6 + 0.6 * dome);
    float wet = smoothstep(0.45, 0.6, fbm(0.35 * p + 0.1 * iTime, 3) + rnd(8, -0.1, 0.1));
    colour = mix(colour, colour * 0.55 + 0.5 * smoothstep(0.75, 1.2, lit) * dome, wet);
    vec3 moss = swatch(rnd(9), 0.15 + 0.6 * fbm(9.0 * p, 2));
    fragColor = acquire(mix(moss * (0.4 + 0.5 * rough), colour, smoothstep(0.03, 0.09, stone.y + 0.05 * (rough - 0.5))),
                        fragCoord);
}
