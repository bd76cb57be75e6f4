"""k-NN against a slow loop and against scikit-learn."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from procimg.errors import UserError
from procimg.evaluation.knn import classify_knn, evaluate_knn


def clusters(num_images: int, seed: int, num_classes: int = 5, dim: int = 8) -> tuple[torch.Tensor, np.ndarray]:
    """Overlapping clouds, one a class."""
    centres = np.random.default_rng(0).standard_normal((num_classes, dim))
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, num_classes, num_images)
    return torch.from_numpy(centres[labels] + 1.2 * rng.standard_normal((num_images, dim))).float(), labels


def test_votes_agree_with_a_slow_loop() -> None:
    """Wu et al. 2018, section 3.4: class c scores the sum over its neighbours of exp(cosine / temperature)."""
    (train, train_labels), (test, _) = clusters(120, 1), clusters(50, 2)
    expected = []
    for query in test.double().numpy():
        cosines = [float(query @ row / (np.linalg.norm(query) * np.linalg.norm(row))) for row in train.double().numpy()]
        nearest = sorted(range(len(cosines)), key=lambda n: -cosines[n])[:20]
        scores = [0.0] * 5
        for n in nearest:
            scores[train_labels[n]] += math.exp(cosines[n] / 0.07)
        expected.append(int(np.argmax(scores)))
    for batch_size in (1024, 7):
        assert classify_knn(train, train_labels, test, batch_size=batch_size).tolist() == expected


def test_equal_weights_agree_with_scikit_learn() -> None:
    """At a huge temperature every neighbour counts the same; both give ties to the lower class."""
    neighbors = pytest.importorskip("sklearn.neighbors")
    (train, train_labels), (test, _) = clusters(300, 1), clusters(200, 2)
    peer = neighbors.KNeighborsClassifier(n_neighbors=15, metric="cosine").fit(train.numpy(), train_labels)
    votes = peer.predict_proba(test.numpy())
    untied = np.sort(votes, 1)[:, -1] > np.sort(votes, 1)[:, -2]
    ours = classify_knn(train, train_labels, test, num_neighbours=15, temperature=1e6)
    assert untied.sum() > 150
    assert np.array_equal(ours[untied], peer.predict(test.numpy())[untied])


def test_result_says_what_was_measured() -> None:
    (train, train_labels), (test, test_labels) = clusters(300, 1), clusters(200, 2)
    result = evaluate_knn(train, train_labels, test, test_labels)
    assert result.accuracy == np.mean(classify_knn(train, train_labels, test) == test_labels)
    assert result.accuracy > result.chance + 0.2
    assert result.chance == np.bincount(test_labels).max() / 200
    assert (result.num_train, result.num_test, result.num_neighbours, result.temperature) == (300, 200, 20, 0.07)
    assert evaluate_knn(train, train_labels, train, train_labels, num_neighbours=1).accuracy == 1.0


def test_labels_without_meaning_score_chance() -> None:
    (train, _), (test, _) = clusters(2000, 1), clusters(2000, 2)
    rng = np.random.default_rng(3)
    result = evaluate_knn(train, rng.integers(0, 5, 2000), test, rng.integers(0, 5, 2000))
    assert abs(result.accuracy - 0.2) < 0.04


def test_more_neighbours_than_images_are_refused() -> None:
    train, labels = clusters(10, 1)
    with pytest.raises(UserError, match="num_neighbours: got 20; must be from 1 to the 10 training images"):
        classify_knn(train, labels, train)
