// Signed distance to the sides of a regular polygon about the origin; `radius` is that of the inscribed circle.
// Licence MIT.
float sd_polygon(vec2 p, float sides, float radius) {
    float sector = 6.2831853 / sides, angle = atan(p.x, p.y + step(dot(p, p), 0.0));
    return length(p) * cos(mod(angle + 0.5 * sector, sector) - 0.5 * sector) - radius;
}
