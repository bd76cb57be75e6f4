// Two uniform numbers in [0, 1) for a point with whole coordinates; no seed enters. Licence MIT.
#include "pcg.glsl"
#include "unit.glsl"
vec2 hash2(float cell) { return unit(pcg(uvec2(uint(int(cell)), 17u))); }

vec2 hash2(vec2 cell) { return unit(pcg(uvec2(ivec2(cell)))); }

vec2 hash2(vec3 cell) { return unit(pcg(uvec3(ivec3(cell))).xy); }
