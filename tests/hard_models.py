"""Models that no engine proves in seconds, but that all find points of."""

import numpy as np

from coopt.problem import Milp


def market_split(rows: int = 6, columns: int = 50, seed: int = 5) -> Milp:
    """Return a market-split problem (Cornuejols & Dawande 1999) with slack to minimise."""
    rng = np.random.default_rng(seed)
    a = rng.integers(0, 100, (rows, columns)).astype(float)
    side = np.floor(a.sum(1) / 2)
    return Milp.from_arrays(
        [0.0] * columns + [1.0] * (2 * rows),
        np.hstack([a, np.eye(rows), -np.eye(rows)]),
        side,
        side,
        upper=[1.0] * columns + [np.inf] * (2 * rows),
        integrality=[1] * columns + [0] * (2 * rows),
    )
