"""The linear probe against scikit-learn, and that it never looks at the test images to choose anything."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from procimg.errors import UserError
from procimg.evaluation.linear import PENALTIES, evaluate_linear, fit_logistic


def clouds(num_images: int, seed: int, dim: int = 10, num_classes: int = 4) -> tuple[torch.Tensor, np.ndarray]:
    centres = np.random.default_rng(0).standard_normal((num_classes, dim))
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, num_classes, num_images)
    features = centres[labels] + 1.5 * rng.standard_normal((num_images, dim))
    return torch.from_numpy(features * np.arange(1, dim + 1) + 7).float(), labels


def test_the_fit_is_where_the_gradient_vanishes() -> None:
    """d/dW: X^T (softmax(XW) - one_hot) / N + penalty W = 0; the intercept's row without the penalty."""
    features, labels = clouds(200, 1)
    weights = fit_logistic(features, labels, 4, penalty=0.01).numpy()
    x = np.hstack([features.double().numpy(), np.ones((200, 1))])
    scores = np.exp(x @ weights - (x @ weights).max(1, keepdims=True))
    gradient = x.T @ (scores / scores.sum(1, keepdims=True) - np.eye(4)[labels]) / 200
    gradient[:-1] += 0.01 * weights[:-1]
    assert np.abs(gradient).max() < 1e-4


def test_probabilities_agree_with_scikit_learn() -> None:
    linear_model = pytest.importorskip("sklearn.linear_model")
    features, labels = clouds(300, 1)
    features = (features - features.mean(0)) / features.std(0)
    peer = linear_model.LogisticRegression(C=1 / (0.01 * 300), tol=1e-8, max_iter=5000)
    peer.fit(features.double().numpy(), labels)
    weights = fit_logistic(features, labels, 4, penalty=0.01)
    ours = torch.softmax(features.double() @ weights[:-1] + weights[-1], 1).numpy()
    np.testing.assert_allclose(ours, peer.predict_proba(features.double().numpy()), atol=1e-4)


def test_result_does_not_depend_on_the_scale_of_the_features() -> None:
    (train, train_labels), (test, test_labels) = clouds(400, 1), clouds(300, 2)
    plain = evaluate_linear(train, train_labels, test, test_labels)
    scaled = evaluate_linear(train * 100 - 5, train_labels, test * 100 - 5, test_labels)
    assert plain.accuracy > plain.chance + 0.2
    assert abs(plain.accuracy - scaled.accuracy) <= 1 / 300 and plain.penalty == scaled.penalty
    assert (plain.num_train, plain.num_test) == (400, 300) and plain.penalty in PENALTIES


def test_test_images_choose_nothing() -> None:
    """Other test images, other test labels: the same penalty and the same held-out accuracy."""
    (train, train_labels), (test, test_labels) = clouds(300, 1), clouds(100, 2)
    one = evaluate_linear(train, train_labels, test, test_labels)
    two = evaluate_linear(train, train_labels, test.flip(0) * 3, test_labels[::-1].copy())
    assert (one.penalty, one.held_out_accuracy) == (two.penalty, two.held_out_accuracy)


def test_noise_asks_for_more_penalty_than_signal() -> None:
    """300 features of which 3 mean anything: the held-out part must favour a strong penalty over the weakest."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, 400)
    features = rng.standard_normal((400, 300))
    features[:, :3] += 1.5 * np.eye(3)[labels]
    result = evaluate_linear(
        torch.from_numpy(features[:300]).float(), labels[:300], torch.from_numpy(features[300:]).float(), labels[300:]
    )
    assert result.penalty > PENALTIES[0]
    assert result.accuracy > result.chance


def test_constant_features_do_no_harm() -> None:
    (train, train_labels), (test, test_labels) = clouds(200, 1), clouds(100, 2)
    plain = evaluate_linear(train, train_labels, test, test_labels)
    padded = evaluate_linear(
        torch.cat([train, torch.full((200, 3), 0.1)], 1),
        train_labels,
        torch.cat([test, torch.full((100, 3), 0.2)], 1),
        test_labels,
    )
    assert abs(padded.accuracy - plain.accuracy) <= 0.01


def test_too_few_images_are_refused() -> None:
    train, labels = clouds(2, 1)
    with pytest.raises(UserError, match="num_train: got 2"):
        evaluate_linear(train, labels, train, labels)
