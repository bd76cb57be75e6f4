"""procimg: procedural images from GLSL programs, mixed, stored, scored and learned from. Imports no Ray.

Importing this package loads neither ray, moderngl nor torchvision; import the module that you need.
"""

__version__ = "0.1.0"
