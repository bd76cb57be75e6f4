// Unit normal of the program's own `float scene(vec3)` at p, from four samples (a tetrahedron) of this width.
// Licence MIT.
float scene(vec3 p);

vec3 scene_normal(vec3 p, float width) {
    vec3 normal = vec3(0.0, 1e-6, 0.0);
    for (int i = 0; i < 4; i++) {
        vec3 corner = vec3(((i + 3) >> 1) & 1, (i >> 1) & 1, i & 1) * 2.0 - 1.0;
        normal += corner * scene(p + width * corner);
    }
    return normalize(normal);
}
