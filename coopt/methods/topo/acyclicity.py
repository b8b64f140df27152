"""Functions h that vanish on acyclic graphs only, and their gradients in ``A = |W|`` [1]_, [2]_.

References
----------
.. [1] Zheng, Aragam, Ravikumar, Xing (2018). DAGs with NO TEARS. *NeurIPS 31*.
.. [2] Bello, Aragam, Ravikumar (2022). DAGMA. *NeurIPS 35*.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from coopt.problem.csr import Floats

Acyclicity = Callable[[Floats], tuple[float, Floats]]


def expm(a: Floats) -> tuple[float, Floats]:
    """Return ``tr(exp A) - d`` and its gradient ``(exp A)'``."""
    from scipy.linalg import expm as exponential

    power: Floats = exponential(a)
    return float(np.trace(power)) - a.shape[0], power.T


def poly(a: Floats) -> tuple[float, Floats]:
    """Return ``tr((I + A / d)^d) - d`` and its gradient ``((I + A / d)^(d - 1))'``."""
    d = a.shape[0]
    base = np.eye(d) + a / d
    power = np.linalg.matrix_power(base, d - 1)
    return float(np.trace(power @ base)) - d, np.asarray(power.T)


def logdet(a: Floats) -> tuple[float, Floats]:
    """Return ``-log det(I - A)`` and its gradient ``((I - A)^-1)'``.

    For acyclic A the gradient's entry (i, j) is the total weight of all paths from j to i.
    """
    rest = np.eye(a.shape[0]) - a
    return -float(np.linalg.slogdet(rest)[1]), np.asarray(np.linalg.inv(rest).T)


ACYCLICITY: dict[str, Acyclicity] = {"logdet": logdet, "expm": expm, "poly": poly}
