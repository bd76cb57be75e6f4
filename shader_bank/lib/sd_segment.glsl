// Distance to the segment from a to b. Licence MIT.
float sd_segment(vec2 p, vec2 a, vec2 b) {
    vec2 ap = p - a, ab = b - a;
    return length(ap - ab * clamp(dot(ap, ab) / max(dot(ab, ab), 1e-9), 0.0, 1.0));
}

float sd_segment(vec3 p, vec3 a, vec3 b) {
    vec3 ap = p - a, ab = b - a;
    return length(ap - ab * clamp(dot(ap, ab) / max(dot(ab, ab), 1e-9), 0.0, 1.0));
}
