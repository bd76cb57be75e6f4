"""MoCo v2 (Chen et al. 2020, arXiv:2003.04297) in plain torch.distributed. Knows nothing of Ray or of shards."""
