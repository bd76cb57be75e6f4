// name: pool-caustics
// description: Tiles seen through moving water: bent joints and a net of bright caustics.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "gradient_noise.glsl"
#include "hash1.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.6, 4.0, 1.0);
    // Rays bent by a sum of waves; the caustic is bright where the map from surface to floor folds.
    vec2 bend = vec2(0.0);
    vec3 stretch = vec3(0.0);
    for (int i = 0; i < 7; i++) {
        float angle = 6.2831853 * rnd(10 + i), k = rnd(20 + i, 1.2, 5.5);
        vec2 heading = vec2(cos(angle), sin(angle));
        float phase = k * dot(heading, p + 0.35 * sin(p.yx * 1.3)) + 6.2831853 * rnd(30 + i) + sqrt(k) * iTime;
        bend += heading * cos(phase) / k;
        stretch -= vec3(heading * heading, heading.x * heading.y) * sin(phase);
    }
    float depth = rnd(1, 0.15, 0.38);
    float area = (1.0 + depth * stretch.x) * (1.0 + depth * stretch.y) - depth * depth * stretch.z * stretch.z;
    float caustic = min(0.16 / (abs(area) + 0.05), 2.2);
    vec2 q = (p + rnd(2, 0.1, 0.35) * bend) * rnd(3, 0.8, 1.8);
    vec2 tile = floor(q), edge = abs(q - tile - 0.5);
    float joint = smoothstep(0.44, 0.48, max(edge.x, edge.y));
    float tone = 0.5 + 0.3 * (hash1(vec3(tile, 1.0)) - 0.5) + 0.12 * gradient_noise(6.0 * q);
    vec3 floor_colour = mix(swatch(hash1(vec3(tile, 2.0)) * rnd(4), tone), swatch(rnd(5), 0.75), joint);
    vec3 colour = floor_colour * (0.45 + caustic) * mix(vec3(1.0), swatch(rnd(6), 0.8) * 1.6, 0.5);
    fragColor = acquire(colour, fragCoord);
}
