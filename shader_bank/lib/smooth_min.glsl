// Minimum of two distances with a rounded join of width k > 0 (polynomial). Licence MIT.
float smooth_min(float a, float b, float k) {
    float h = max(k - abs(a - b), 0.0) / k;
    return min(a, b) - h * h * k * 0.25;
}
