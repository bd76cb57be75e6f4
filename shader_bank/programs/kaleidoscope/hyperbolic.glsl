// name: hyperbolic
// description: A hyperbolic tiling of the disc: triangles reflected without end, printed in two alternating cloths.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "pattern.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "rotate2d.glsl"
#include "screen.glsl"
#include "swatch.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = screen(fragCoord) * rnd(1, 0.75, 1.12), z = rotate2d(6.2831853 * rnd(2)) * p;
    float edge = dot(p, p);
    // Walk the disc about by a hyperbolic shift: z -> (z + a) / (1 + conj(a) z).
    vec2 a = 0.55 * vec2(sin(0.2 * iTime + 6.28 * rnd(3)), cos(0.17 * iTime + 6.28 * rnd(4)));
    vec2 top = z + a, bottom = vec2(1.0 + dot(a, z), a.x * z.y - a.y * z.x);
    z = vec2(dot(top, bottom), top.y * bottom.x - top.x * bottom.y) / max(dot(bottom, bottom), 1e-4);
    // Triangle (2, q, n): sector mirrors at the centre, and one circle that meets the unit circle squarely.
    float n = float(4 + rnd(5, 4)), q = float(n > 5.5 ? 3 + rnd(6, 3) : 5 + rnd(6, 2));
    float sector = 3.1415927 / n, ca = cos(sector), cb = cos(3.1415927 / q);
    float centre = cb / sqrt(max(cb * cb + ca * ca - 1.0, 1e-4)), radius_2 = centre * centre - 1.0;
    float far_out = ca / sqrt(max(cb * cb + ca * ca - 1.0, 1e-4));
    centre = max(centre, far_out);
    radius_2 = centre * centre - 1.0;
    float flips = 0.0, rings = 0.0;
    for (int i = 0; i < 14; i++) {
        float turn = atan(z.y, z.x + 1e-7), index = floor(turn / (2.0 * sector) + 0.5);
        z = rotate2d(-2.0 * sector * index) * z;
        if (z.y < 0.0) {
            z.y = -z.y;
            flips += 1.0;
        }
        vec2 away = z - vec2(centre, 0.0);
        float d_2 = dot(away, away);
        if (d_2 >= radius_2) break;
        z = vec2(centre, 0.0) + away * radius_2 / max(d_2, 1e-6);
        flips += 1.0;
        rings += 1.0;
    }
    float side = mod(flips, 2.0), mark = pattern(z * rnd(7, 4.0, 9.0) + 3.0 * side, rnd(8 + int(side)));
    float seam = min(z.y, abs(length(z - vec2(centre, 0.0)) - sqrt(radius_2)));
    float tone = mix(rnd(10, 0.1, 0.4), rnd(11, 0.6, 0.95), side) + 0.4 * (mark - 0.5);
    vec3 colour = swatch(fract(rnd(12) + 0.34 * side + 0.11 * rings * rnd(13)), clamp(tone, 0.0, 1.0));
    colour *= 0.4 + 0.6 * smoothstep(0.0, 0.03, seam);
    colour *= 0.55 + 0.6 * sqrt(max(1.0 - edge, 0.0));
    vec3 wall = ramp(0.3 + 0.5 * pattern(2.0 * p, rnd(14)), 1) * (0.5 + 0.5 * smoothstep(1.0, 1.3, edge));
    fragColor = acquire(mix(colour, wall, smoothstep(0.985, 1.0, edge)), fragCoord);
}
