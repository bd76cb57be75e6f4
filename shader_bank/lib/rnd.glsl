// The k-th uniform number of this iSeed: in [0, 1), in [low, high), or a whole number below count.
// Programs use k below 900; lib functions that draw for themselves use 900 and above. Licence MIT.
#include "pcg.glsl"
#include "unit.glsl"
float rnd(int k) { return unit(pcg(uvec2(iSeed, uint(k))).x); }

float rnd(int k, float low, float high) { return mix(low, high, rnd(k)); }

int rnd(int k, int count) { return min(int(rnd(k) * float(count)), count - 1); }
