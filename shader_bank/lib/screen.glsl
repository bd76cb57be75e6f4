// Pixel to screen: the middle is (0, 0), the frame's height goes from -1 to 1. Licence MIT.
vec2 screen(vec2 fragCoord) { return (2.0 * fragCoord - iResolution.xy) / iResolution.y; }
