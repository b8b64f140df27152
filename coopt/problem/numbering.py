"""The numbers that nodes have in the source of a problem."""

from __future__ import annotations

from typing import Any

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.csr import Ints


def numbering_of(problem: Any) -> Ints:
    """Return the position of each node in the problem's source, from 0 on; shape (n,)."""
    known: Ints | None = getattr(problem, "numbering", None)
    return np.arange(problem.n, dtype=np.int64) if known is None else known


def check_numbering(numbering: Ints | None, n: int) -> None:
    """Raise `InstanceError` unless the numbering, if any, has each of ``0..n-1`` once."""
    if numbering is not None and not np.array_equal(np.sort(numbering), np.arange(n)):
        raise InstanceError(f"the numbering is no permutation of 0 to {n - 1}")
