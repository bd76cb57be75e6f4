// Share of the sky in [0, 1] that p sees along its normal, from four samples of the program's own `float scene(vec3)`.
// `reach` is how far it looks. Evans, "Fast approximations for global illumination", SIGGRAPH 2006. Licence MIT.
float scene(vec3 p);

float ambient_occlusion(vec3 p, vec3 normal, float reach) {
    float hidden = 0.0, weight = 1.0;
    for (int i = 1; i < 5; i++) {
        float h = reach * float(i) * 0.25;
        hidden += weight * max(h - scene(p + h * normal), 0.0) / reach;
        weight *= 0.75;
    }
    return clamp(1.0 - 0.9 * hidden, 0.0, 1.0);
}
