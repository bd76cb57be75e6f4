"""Counter-based random numbers: every draw is a pure function of (seed, stage, index, attempt).

NumPy's Philox 4x64 keyed by (seed, stage), its counter set from the index, so that a window of consecutive indices
comes from one call and any single index gives the same words. No global generator anywhere. Legend: N = indices,
W = words of an index.
"""

from __future__ import annotations

import hashlib

import numpy as np

WORDS_PER_BLOCK = 4
_TO_UNIT = 2.0**-52


def words(seed: int, stage: str, start: int, num_indices: int, num_words: int, attempt: int = 0) -> np.ndarray:
    """Random words of indices start .. start + num_indices - 1.

    Args:
        seed: 0 <= seed < 2**64.
        stage: name of what is drawn; different stages are independent.
        start: first index, >= 0.
        num_indices: how many consecutive indices.
        num_words: words an index; the same number must be used for every index of a stage.
        attempt: another value gives fresh words for the same index.

    Returns:
        uint64 array (num_indices, num_words).
    """
    num_blocks = -(-num_words // WORDS_PER_BLOCK)
    key = np.array([seed, _stage_key(stage)], dtype=np.uint64)
    counter = np.array([start * num_blocks, attempt, 0, 0], dtype=np.uint64)
    raw = np.random.Philox(key=key, counter=counter).random_raw(num_indices * num_blocks * WORDS_PER_BLOCK)
    return raw.reshape(num_indices, num_blocks * WORDS_PER_BLOCK)[:, :num_words]


def uniforms(seed: int, stage: str, start: int, num_indices: int, num_words: int, attempt: int = 0) -> np.ndarray:
    """As `words`, as float64 in the open interval (0, 1): the upper 52 bits, moved by half a step off zero."""
    return to_uniform(words(seed, stage, start, num_indices, num_words, attempt))


def to_uniform(words_: np.ndarray) -> np.ndarray:
    """uint64 words to float64 in (0, 1)."""
    return ((words_ >> np.uint64(12)).astype(np.float64) + 0.5) * _TO_UNIT


def generator(seed: int, stage: str, index: int = 0) -> np.random.Generator:
    """A whole NumPy generator for one (seed, stage, index), for draws whose number is not known beforehand."""
    key = np.array([seed, _stage_key(stage)], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key, counter=np.array([0, 0, index, 1], dtype=np.uint64)))


def permutation(seed: int, stage: str, index: int, size: int) -> np.ndarray:
    """A permutation of 0 .. size - 1, int64: the order of one draw of uniforms, so it does not lean on NumPy's
    shuffling staying as it is."""
    draws = uniforms(seed, stage, index, 1, size)[0]
    return np.argsort(draws, kind="stable")


def _stage_key(stage: str) -> int:
    return int.from_bytes(hashlib.sha256(stage.encode()).digest()[:8], "little")
