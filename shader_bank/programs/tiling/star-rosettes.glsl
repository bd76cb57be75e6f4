// name: star-rosettes
// description: Eight-pointed stars and crosses of interlaced straps over glazed tiles.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "ease.glsl"
#include "fbm.glsl"
#include "hash2.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 0.8, 1.8, 1.0);
    vec2 home = floor(p), q = p - home - 0.5;
    float slant = rnd(1, 0.45, 1.15) + 0.06 * sin(0.7 * iTime), reach = rnd(2, 0.28, 0.5);
    // Straps leave the middles of the sides at a slant; eight mirror images make the star.
    vec2 a = abs(q);
    if (a.y > a.x) a = a.yx;
    vec2 along = vec2(-cos(slant), sin(slant));
    vec2 from_side = a - vec2(0.5, 0.0), from_corner = a - vec2(0.5 - 0.2 * reach, 0.5 - 0.2 * reach);
    float strap_a = dot(from_side, vec2(along.y, -along.x)), along_a = dot(from_side, along);
    float strap_b = a.x + a.y - 1.0 + 0.55 * reach, strap_c = dot(a, vec2(0.9238795, 0.3826834)) - 0.62 * reach;
    float width = rnd(3, 0.018, 0.045);
    float band = min(min(abs(strap_a), abs(strap_b)), abs(strap_c)) - width;
    // The signs of the lines name the tile: star, petal, kite or corner.
    float region = step(0.0, strap_a) + 2.0 * step(0.0, strap_b) + 4.0 * step(0.0, strap_c);
    vec2 h = hash2(vec3(home, region));
    float glaze = fbm(4.0 * p + 7.0 * region, 4);
    float tone = rnd(10 + int(region), 0.1, 0.9) + 0.5 * (glaze - 0.5) + rnd(4, 0.0, 0.3) * (h.x - 0.5);
    vec3 colour = swatch(fract(rnd(5) + 0.29 * region), clamp(tone, 0.0, 1.0));
    colour *= 0.55 + 0.45 * smoothstep(0.0, 0.05, band);
    float shine = smoothstep(0.5, 0.8, fbm(0.8 * p + 0.2 * iTime, 2));
    vec3 strap = swatch(rnd(6), 0.85) *
                 (0.65 + 0.45 * ease(-width, -0.2 * width, -abs(band + 0.5 * width)) + 0.4 * (glaze - 0.5));
    strap *= smoothstep(0.0, 0.012, abs(abs(along_a) - 0.28)) * 0.3 + 0.7;
    colour = mix(strap, colour + 0.25 * shine, smoothstep(-0.006, 0.006, band));
    fragColor = acquire(colour * (0.8 + 0.4 * fbm(0.5 * p + 5.0, 2)), fragCoord);
}
