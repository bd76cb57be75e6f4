// Relative luminance of a linear sRGB colour (Rec. 709). Licence MIT.
float luminance(vec3 linear) { return dot(linear, vec3(0.2126, 0.7152, 0.0722)); }
