// name: rain-rings
// description: Rings of raindrops crossing on a pond, bending the sky's light and a bed of leaves and stones.
// author: procimg developers
// licence: MIT
#include "acquire.glsl"
#include "fbm.glsl"
#include "hash3.glsl"
#include "pattern.glsl"
#include "ramp.glsl"
#include "rnd.glsl"
#include "swatch.glsl"
#include "view.glsl"

void mainImage(out vec4 fragColor, in vec2 fragCoord) {
    vec2 p = view(fragCoord, 1.3, 2.8, 1.0), slope = vec2(0.0);
    float pitch = rnd(2, 9.0, 17.0), salt = floor(999.0 * rnd(1));
    for (int i = 0; i < 9; i++) {
        vec2 home = floor(0.5 * p) + vec2(i % 3, i / 3) - 1.0;
        vec3 h = hash3(vec3(home, salt));
        vec2 away = p - (home + h.xy) / 0.5;
        float r = max(length(away), 1e-3), age = fract(0.17 * iTime + h.z), behind = r - 2.0 * age - 0.1;
        float ring = sin(pitch * behind) * exp(-7.0 * behind * behind) * (1.0 - age) * smoothstep(0.0, 0.15, r);
        slope += ring * away / r;
    }
    vec2 bed = p + 0.1 * slope;
    float stones = fbm(2.5 * bed, 4), patches = fbm(0.9 * bed + 8.0, 3),
          leaves = pattern(1.5 * bed + 0.5 * stones, rnd(3));
    vec3 colour = mix(ramp(1.3 * stones - 0.2, 0), swatch(rnd(4), 0.15 + 0.7 * leaves), smoothstep(0.47, 0.5, patches));
    colour *= 0.75 + 0.25 * smoothstep(0.0, 0.05, abs(patches - 0.485));
    float azimuth = 6.2831853 * rnd(5), facing = dot(slope, vec2(cos(azimuth), sin(azimuth)));
    float cloud = smoothstep(0.4, 0.65, fbm(0.5 * p + 0.6 * slope + 0.05 * iTime + 30.0, 3));
    vec3 sky = mix(swatch(rnd(6), 0.6), vec3(1.0), cloud);
    fragColor = acquire(colour * (0.85 + 0.5 * facing) + sky * (0.1 + 0.35 * cloud * rnd(7) + 0.8 * max(facing, 0.0)),
                        fragCoord);
}
