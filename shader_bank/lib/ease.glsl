// smoothstep that may also fall: `from` above `to` is allowed, which GLSL leaves undefined.
// They must differ. Licence MIT.
float ease(float from, float to, float x) {
    float t = clamp((x - from) / (to - from), 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}
