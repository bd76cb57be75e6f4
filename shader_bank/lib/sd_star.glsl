// Signed distance, near the outline, to a star about the origin: `points` tips at `outer`, dents at `inner`.
// Licence MIT.
float sd_star(vec2 p, float points, float outer, float inner) {
    float half_sector = 3.1415927 / points, angle = atan(p.x, p.y + step(dot(p, p), 0.0));
    angle = abs(mod(angle + half_sector, 2.0 * half_sector) - half_sector);
    vec2 q = length(p) * vec2(cos(angle), sin(angle));
    vec2 tip = vec2(outer, 0.0), dent = inner * vec2(cos(half_sector), sin(half_sector));
    vec2 edge = dent - tip, from_tip = q - tip;
    float side = edge.x * from_tip.y - edge.y * from_tip.x;
    float away = length(from_tip - edge * clamp(dot(from_tip, edge) / max(dot(edge, edge), 1e-9), 0.0, 1.0));
    return side > 0.0 ? -away : away;
}
