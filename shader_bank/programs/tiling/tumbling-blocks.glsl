// name: tumbling-blocks
// description: Cubes drawn by three rhombi in each hexagon, every face printed, some blocks missing.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "hash3.glsl"
#include "pattern.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.0, 2.6, 1.0);
    vec2 lattice = vec2(1.0, 1.7320508), home_a = floor(p / lattice + 0.5) * lattice;
    vec2 home_b = (floor(p / lattice) + 0.5) * lattice, a = p - home_a, b = p - home_b;
    bool first = dot(a, a) < dot(b, b);
    vec2 q = first ? a : b, home = first ? 2.0 * home_a / lattice : 2.0 * home_b / lattice;
    vec3 h = hash3(vec3(home, floor(4096.0 * rnd(1))));
    // A hollow block shows its inner faces: the same three rhombi, upside down.
    float flip = h.x < rnd(2, 0.0, 0.6) ? -1.0 : 1.0;
    q *= flip;
    float sector = floor(mod(atan(q.x, q.y + 1e-6) + 1.0471976, 6.2831853) / 2.0943951);
    float turn = 2.0943951 * sector;
    vec2 r = rotate2d(turn) * q;
    // Along the face's two edges, both 0 to 1.
    vec2 face = vec2(r.y + 0.57735 * r.x, r.y - 0.57735 * r.x) * 1.7320508 * 0.5 + 0.0;
    float sun = 2.0943951 * (rnd(3) * 3.0) + 0.15 * iTime;
    float light = 0.62 + 0.42 * cos(turn - sun) * flip;
    float mark = pattern(face * rnd(4, 1.2, 3.0) + 3.0 * sector, fract(rnd(5) + 0.21 * sector * step(0.5, rnd(6))));
    float which = mix(floor(h.y * 3.0) / 3.0, rnd(7), step(rnd(8), 0.4));
    vec3 colour = swatch(which, clamp(0.5 + 0.45 * (mark - 0.5) + 0.3 * (h.z - 0.5), 0.0, 1.0)) * light * 1.4;
    float rim = min(min(face.x, face.y), min(1.0 - face.x, 1.0 - face.y));
    colour *= flip < 0.0 ? 0.55 + 0.5 * smoothstep(0.0, 0.6, length(q)) : 0.9 + 0.25 * ease(0.06, 0.0, rim);
    fragColor = acquire(colour, fragCoord);
}
