// Three uniform numbers in [0, 1) for a point with whole coordinates; no seed enters. Licence MIT.
#include "pcg.glsl"
#include "unit.glsl"
vec3 hash3(float cell) { return unit(pcg(uvec3(uint(int(cell)), 17u, 29u))); }

vec3 hash3(vec2 cell) { return unit(pcg(uvec3(uvec2(ivec2(cell)), 17u))); }

vec3 hash3(vec3 cell) { return unit(pcg(uvec3(ivec3(cell)))); }
