// name: knitting
// description: Stocking stitch with a figure knitted in: rows of plaited loops in two or three wools.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash1.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 s = view(fragCoord, 0.8, 1.6, 0.15);
    float drape = fbm(0.7 * s + 0.07 * iTime, 3);
    vec2 p = (s + 0.3 * drape) * rnd(1, 3.5, 6.0);
    float column = floor(p.x), x = fract(p.x) - 0.5;
    // Each stitch is a V: two strands that climb outwards; rows overlap upwards.
    float lift = p.y + 0.75 * abs(x) * 2.0, row = floor(lift), y = lift - row;
    float strand = abs(abs(x) - 0.25) * 4.0;
    float twist = 0.5 + 0.5 * sin(9.0 * (y + 1.3 * abs(x)) * 2.0 + 3.0 * hash1(vec2(column, row)));
    float body =
        sqrt(max(1.0 - 0.85 * strand * strand, 0.0)) * (0.55 + 0.45 * smoothstep(0.0, 0.3, y) * ease(1.0, 0.75, y));
    // The figure repeats: bands, lozenges or scattered flecks on a grid of stitches.
    float wide = float(6 + rnd(2, 8)), tall = float(5 + rnd(3, 9));
    vec2 motif = vec2(mod(column, wide) - floor(0.5 * wide), mod(row, tall) - floor(0.5 * tall));
    float lozenge = abs(motif.x) + abs(motif.y), level = rnd(4, 1.5, 4.5);
    float wool = lozenge < level ? (lozenge < level - 1.5 ? 2.0 : 1.0) : 0.0;
    if (rnd(5) < 0.35) wool = floor(3.0 * hash1(vec2(floor(motif.y * 0.5) + 40.0, floor(999.0 * rnd(6)))));
    if (hash1(vec2(column, row) + 77.0) < rnd(7, 0.0, 0.06)) wool = 2.0;
    float fluff = fbm(3.0 * p, 2);
    vec3 colour = swatch(rnd(10 + int(wool)), clamp(rnd(20 + int(wool), 0.15, 0.9) + 0.3 * (fluff - 0.5), 0.0, 1.0));
    colour *= 0.2 + body * (0.75 + 0.4 * twist);
    float drape_beside = fbm(0.7 * (s + 0.05) + 0.07 * iTime, 3);
    fragColor = acquire(colour * clamp(1.1 + 6.0 * (drape_beside - drape), 0.4, 1.7), fragCoord);
}
