// a + b cos(2 pi (c t + d)), channel by channel: a smooth periodic palette.
// Idea: I. Quilez, "Palettes", 1999. Licence MIT.
vec3 cosine_palette(float t, vec3 a, vec3 b, vec3 c, vec3 d) { return a + b * cos(6.2831853 * (c * t + d)); }
