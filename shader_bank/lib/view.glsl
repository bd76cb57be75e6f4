// Where this iSeed's camera looks in the plane: pixel to point, random centre, angle and zoom, drifting with iTime.
// Half the frame's height is `low` to `high` units (log-uniform); `tilt` in [0, 1] scales the turn. Licence MIT.
#include "rnd.glsl"
#include "rotate2d.glsl"
vec2 view(vec2 fragCoord, float low, float high, float tilt) {
    vec2 p = (2.0 * fragCoord - iResolution.xy) / iResolution.y;
    float zoom = low * exp2(rnd(904) * log2(high / low));
    float angle = tilt * (6.2831853 * rnd(905) + 0.06 * iTime * rnd(906, -1.0, 1.0));
    vec2 heading = vec2(rnd(907), rnd(908)) - 0.5;
    return zoom * (rotate2d(angle) * p + 0.12 * iTime * heading) + 400.0 * (vec2(rnd(909), rnd(906)) - 0.5);
}
