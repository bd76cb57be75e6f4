// One uniform number in [0, 1) for a point with whole coordinates; no seed enters. Licence MIT.
#include "pcg.glsl"
#include "unit.glsl"
float hash1(float cell) { return unit(pcg(uint(int(cell)))); }

float hash1(vec2 cell) { return unit(pcg(uvec2(ivec2(cell))).x); }

float hash1(vec3 cell) { return unit(pcg(uvec3(ivec3(cell))).x); }
