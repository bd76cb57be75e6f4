// Signed distance to an upright cylinder about the origin, of this radius and half height. Licence MIT.
float sd_cylinder(vec3 p, float radius, float half_height) {
    vec2 q = vec2(length(p.xz) - radius, abs(p.y) - half_height);
    return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0);
}
