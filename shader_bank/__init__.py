"""The programs and everything that reads or writes GLSL source. Strings and data only: no GL, no torch, no Ray."""
