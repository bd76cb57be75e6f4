"""GLSL programs to frames. `context` and `fragment` are the only modules that import moderngl."""
