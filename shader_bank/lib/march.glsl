// Sphere tracing of the program's own `float scene(vec3)`: distance along the ray, or `far` if nothing is hit.
// At most `steps` (96 or fewer) steps. Hart, "Sphere tracing", The Visual Computer 12, 1996. Licence MIT.
float scene(vec3 p);

float march(vec3 origin, vec3 direction, float far, int steps) {
    float t = 0.02;
    for (int i = 0; i < 96 && i < steps; i++) {
        float d = scene(origin + t * direction);
        t += d;
        if (d < 0.0008 * t || t > far) break;
    }
    return min(t, far);
}
