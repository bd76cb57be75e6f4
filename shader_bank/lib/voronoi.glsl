// Nearest of the jittered lattice points: its distance, the distance to its border with the second nearest,
// and its cell. `jitter` in [0, 1]. Worley, "A cellular texture basis function", SIGGRAPH 1996. Licence MIT.
#include "hash2.glsl"
vec4 voronoi(vec2 p, float jitter) {
    vec2 home = floor(p), nearest = vec2(0.0), second = vec2(0.0), cell = home;
    float first_2 = 64.0, second_2 = 64.0;
    for (int i = 0; i < 9; i++) {
        vec2 offset = vec2(i % 3, i / 3) - 1.0;
        vec2 to_point = home + offset + 0.5 + jitter * (hash2(home + offset) - 0.5) - p;
        float d_2 = dot(to_point, to_point);
        if (d_2 < first_2) {
            second_2 = first_2;
            second = nearest;
            first_2 = d_2;
            nearest = to_point;
            cell = home + offset;
        } else if (d_2 < second_2) {
            second_2 = d_2;
            second = to_point;
        }
    }
    return vec4(sqrt(first_2), 0.5 * (second_2 - first_2) / max(length(second - nearest), 1e-4), cell);
}
