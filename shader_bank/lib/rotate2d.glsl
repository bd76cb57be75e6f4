// Rotation by an angle in radians, counter-clockwise: rotate2d(a) * p. Licence MIT.
mat2 rotate2d(float angle) {
    float c = cos(angle), s = sin(angle);
    return mat2(c, s, -s, c);
}
