// Signed distance to a torus about the y axis. Licence MIT.
float sd_torus(vec3 p, float ring, float tube) { return length(vec2(length(p.xz) - ring, p.y)) - tube; }
