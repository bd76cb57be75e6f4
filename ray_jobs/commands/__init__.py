"""The commands of the command line, by what they are about: bank, data, learn. Thin: flags in, one call, lines out."""
