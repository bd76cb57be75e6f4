"""How good is an encoder? k-NN and linear probes on labelled images."""
