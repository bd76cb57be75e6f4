// Camera axes as columns (right, up, forward) for an eye that looks at a target, rolled by an angle. Licence MIT.
mat3 look_at(vec3 eye, vec3 target, float roll) {
    vec3 forward = normalize(target - eye);
    vec3 right = normalize(cross(forward, vec3(sin(roll), cos(roll), 0.0)));
    return mat3(right, cross(right, forward), forward);
}
