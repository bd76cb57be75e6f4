// Random bits to uniform floats in [0, 1): the upper 24 bits, so that 1 is never reached. Licence MIT.
float unit(uint bits) { return float(bits >> 8u) * 5.9604645e-8; }

vec2 unit(uvec2 bits) { return vec2(bits >> 8u) * 5.9604645e-8; }

vec3 unit(uvec3 bits) { return vec3(bits >> 8u) * 5.9604645e-8; }
