// Unit normal of the program's own `float scene(vec3)` at p, from four samples `width` apart (tetrahedron). Licence MIT.
float scene(vec3 p);

vec3 scene_normal(vec3 p, float width) {
    vec3 normal = vec3(0.0, 1e-6, 0.0);
    // min(iFrame, 0) is 0, but the compiler does not know: it keeps the loop, and so one copy of the scene.
    for (int i = min(iFrame, 0); i < 4; i++) {
        vec3 corner = vec3(((i + 3) >> 1) & 1, (i >> 1) & 1, i & 1) * 2.0 - 1.0;
        normal += corner * scene(p + width * corner);
    }
    return normalize(normal);
}
