// Share of light in [0, 1] that reaches p from `light`, past the program's own `float scene(vec3)`, with a penumbra.
// `sharpness` is 4 (wide) to 40 (hard). Idea: I. Quilez, "Soft shadows in raymarched SDFs", 2010. Licence MIT.
float scene(vec3 p);

float soft_shadow(vec3 p, vec3 light, float far, float sharpness) {
    float share = 1.0, t = 0.05;
    for (int i = 0; i < 20; i++) {
        float d = scene(p + t * light);
        share = min(share, sharpness * d / t);
        t += clamp(d, 0.04, 0.5);
        if (share < 0.01 || t > far) break;
    }
    share = clamp(share, 0.0, 1.0);
    return share * share * (3.0 - 2.0 * share);
}
