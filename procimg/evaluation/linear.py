"""Linear probe: logistic regression on frozen, standardised features.

Its regularisation is chosen on a held-out part of the training images; the test images are used once, at the end.
Legend: N = training images, M = test images, D = feature dimension, C = classes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from procimg import seeding
from procimg.errors import UserError
from procimg.evaluation.knn import chance_level

PENALTIES = tuple(10.0 ** (exponent / 2) for exponent in range(-8, 1))
"""Strengths of the penalty that are tried: 1e-4 to 1, two a decade."""
HELD_OUT_SHARE = 0.2


@dataclass(frozen=True, kw_only=True, slots=True)
class LinearResult:
    """How the probe did."""

    accuracy: float
    chance: float
    """Share of the commonest class in the test images: what constant guessing scores."""
    num_train: int
    num_test: int
    penalty: float
    """The chosen one."""
    held_out_accuracy: float
    """Of the chosen penalty, on the held-out part of the training images."""


def fit_logistic(
    features_ND: torch.Tensor,
    labels_N: np.ndarray,
    num_classes: int,
    penalty: float,
    start: torch.Tensor | None = None,
    max_iterations: int = 500,
) -> torch.Tensor:
    """Minimises mean cross-entropy + penalty / 2 * |weights|^2 (the intercept is free) by L-BFGS.

    Returns:
        float64 (D + 1, C): the weights, and the intercepts in the last row. scikit-learn's C is 1 / (penalty * N).
    """
    features = _with_ones(features_ND)
    labels = torch.from_numpy(labels_N).to(features.device)
    parameters = features.new_zeros(features.shape[1], num_classes) if start is None else start.clone()
    parameters.requires_grad_(True)
    optimizer = torch.optim.LBFGS(
        [parameters],
        max_iter=max_iterations,
        tolerance_grad=1e-6,
        tolerance_change=1e-10,
        history_size=20,
        line_search_fn="strong_wolfe",
    )

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = functional.cross_entropy(features @ parameters, labels) + penalty / 2 * (parameters[:-1] ** 2).sum()
        value.backward()
        return value

    optimizer.step(loss)
    return parameters.detach()


def evaluate_linear(
    train_ND: torch.Tensor,
    train_labels_N: np.ndarray,
    test_MD: torch.Tensor,
    test_labels_M: np.ndarray,
    *,
    seed: int = 0,
) -> LinearResult:
    """Accuracy of the probe: penalty chosen on a held-out fifth, then fitted again on all training images.

    Features are standardised with the mean and deviation of the images that are fitted on.

    Raises:
        UserError: too few training images to hold some out.
    """
    num_held_out = round(HELD_OUT_SHARE * len(train_labels_N))
    if num_held_out < 1:
        raise UserError("num_train", len(train_labels_N), "is too few to hold a fifth out", "use 5 images or more")
    num_classes = int(max(train_labels_N.max(), test_labels_M.max())) + 1
    order = seeding.permutation(seed, "linear probe held-out", 0, len(train_labels_N))
    held, fitted = order[:num_held_out], order[num_held_out:]
    part, held_out = _standardised(train_ND[fitted], train_ND[held])
    start, accuracies = None, {}
    for penalty in sorted(PENALTIES, reverse=True):
        start = fit_logistic(part, train_labels_N[fitted], num_classes, penalty, start)
        accuracies[penalty] = _accuracy(start, held_out, train_labels_N[held])
    best = max(accuracies, key=lambda penalty: (accuracies[penalty], penalty))
    train, test = _standardised(train_ND, test_MD)
    weights = fit_logistic(train, train_labels_N, num_classes, best)
    return LinearResult(
        accuracy=_accuracy(weights, test, test_labels_M),
        chance=chance_level(test_labels_M),
        num_train=len(train_labels_N),
        num_test=len(test_labels_M),
        penalty=best,
        held_out_accuracy=accuracies[best],
    )


def _standardised(train_ND: torch.Tensor, test_MD: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Both in float64 by the first one's mean and deviation; features that never vary become 0."""
    train, test = train_ND.double(), test_MD.double()
    mean, deviation = train.mean(0), train.std(0, correction=0)
    scale = torch.where(deviation > 1e-8 * (1 + mean.abs()), deviation, torch.inf)
    return (train - mean) / scale, (test - mean) / scale


def _with_ones(features_ND: torch.Tensor) -> torch.Tensor:
    features = features_ND.double()
    return torch.cat([features, features.new_ones(len(features), 1)], dim=1)


def _accuracy(weights: torch.Tensor, features_MD: torch.Tensor, labels_M: np.ndarray) -> float:
    return float(((_with_ones(features_MD) @ weights).argmax(1).cpu().numpy() == labels_M).mean())
