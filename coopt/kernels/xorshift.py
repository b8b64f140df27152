"""Random numbers inside kernels: a xorshift state held in an array [1]_.

References
----------
.. [1] Marsaglia (2003). Xorshift RNGs. *Journal of Statistical Software* 8(14).
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

State = NDArray[np.uint64]


def xorshift_state(rng: np.random.Generator) -> State:
    """Draw a nonzero state, shape (1,)."""
    return rng.integers(1, 2**63, size=1, dtype=np.uint64)


@njit(cache=True)
def draw(state: State) -> np.uint64:
    """Advance ``state`` in place and return 64 random bits. O(1)."""
    s = state[0]
    s ^= s << np.uint64(13)
    s ^= s >> np.uint64(7)
    s ^= s << np.uint64(17)
    state[0] = s
    return s


@njit(cache=True)
def below(state: State, n: int) -> int:
    """Draw an integer in ``[0, n)``; ``n`` is at least 1. O(1)."""
    return int(np.int64((draw(state) >> np.uint64(1)) % np.uint64(n)))


@njit(cache=True)
def uniform(state: State) -> float:
    """Draw a number in ``[0, 1)``. O(1)."""
    return float(draw(state) >> np.uint64(11)) * (1.0 / 9007199254740992.0)
