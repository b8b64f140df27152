"""Gram matrices of random linear models."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def random_gram(d: int, seed: int, samples: int = 200, degree: float = 2.0) -> Floats:
    """Draw data of a linear model on a random acyclic graph; return their Gram matrix."""
    rng = np.random.default_rng(seed)
    edges = np.triu(rng.random((d, d)) < min(1.0, degree * 2 / max(1, d - 1)), 1)
    weights = edges * rng.uniform(0.5, 2.0, (d, d)) * rng.choice([-1.0, 1.0], (d, d))
    x = rng.normal(size=(samples, d)) @ np.linalg.inv(np.eye(d) - weights)
    x = x[:, rng.permutation(d)]
    x -= x.mean(axis=0)
    gram: Floats = x.T @ x / samples
    return (gram + gram.T) / 2


def variances_along(gram: Floats, order: NDArray[np.int64]) -> Floats:
    """Refactorise in NumPy: the residual variance of each node given those before it."""
    return np.asarray(np.diag(np.linalg.cholesky(gram[np.ix_(order, order)])) ** 2)
