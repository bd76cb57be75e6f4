"""Weighted k-nearest neighbours on frozen features: how well do near features share a class? Nothing is trained.

Legend: N = training images, M = test images, D = feature dimension, C = classes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from procimg.errors import UserError


@dataclass(frozen=True, kw_only=True, slots=True)
class KnnResult:
    """How k-NN did."""

    accuracy: float
    chance: float
    """Share of the commonest class in the test images: what constant guessing scores."""
    num_train: int
    num_test: int
    num_neighbours: int
    temperature: float


def classify_knn(
    train_ND: torch.Tensor,
    train_labels_N: np.ndarray,
    test_MD: torch.Tensor,
    *,
    num_neighbours: int = 20,
    temperature: float = 0.07,
    batch_size: int = 1024,
) -> np.ndarray:
    """The class of each test image by a weighted vote of its nearest training images, int64 (M,).

    Nearness is the cosine; a neighbour's vote weighs exp(cosine / temperature). Equal votes go to the lower class.

    Raises:
        UserError: fewer training images than neighbours.

    Source: Wu et al. 2018 (arXiv:1805.01978), section 3.4; k = 20 as in Caron et al. 2021 (arXiv:2104.14294).
    """
    if not 1 <= num_neighbours <= len(train_ND):
        rule = f"must be from 1 to the {len(train_ND)} training images"
        raise UserError("num_neighbours", num_neighbours, rule, "use fewer neighbours or more images")
    bank_ND = functional.normalize(train_ND, dim=1)
    one_hot_NC = functional.one_hot(torch.from_numpy(train_labels_N).to(train_ND.device)).to(train_ND.dtype)
    votes = []
    for queries in functional.normalize(test_MD, dim=1).split(batch_size):
        cosines, neighbours = (queries @ bank_ND.T).topk(num_neighbours, dim=1)
        weights = ((cosines - cosines[:, :1]) / temperature).exp()
        votes.append((weights[:, :, None] * one_hot_NC[neighbours]).sum(1).argmax(1))
    return torch.cat(votes).cpu().numpy()


def evaluate_knn(
    train_ND: torch.Tensor,
    train_labels_N: np.ndarray,
    test_MD: torch.Tensor,
    test_labels_M: np.ndarray,
    *,
    num_neighbours: int = 20,
    temperature: float = 0.07,
) -> KnnResult:
    """Accuracy of `classify_knn` on the test images."""
    predicted = classify_knn(train_ND, train_labels_N, test_MD, num_neighbours=num_neighbours, temperature=temperature)
    return KnnResult(
        accuracy=float((predicted == test_labels_M).mean()),
        chance=chance_level(test_labels_M),
        num_train=len(train_labels_N),
        num_test=len(test_labels_M),
        num_neighbours=num_neighbours,
        temperature=temperature,
    )


def chance_level(test_labels_M: np.ndarray) -> float:
    """Share of the commonest class."""
    return float(np.bincount(test_labels_M).max() / len(test_labels_M))
