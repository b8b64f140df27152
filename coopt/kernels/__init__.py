"""Numba kernels: arrays in, arrays out, no clocks, no random state."""

from __future__ import annotations

import sys
from contextlib import suppress

# Numba looks for SciPy's BLAS when its array functions are loaded. No kernel uses BLAS, and the
# import of scipy.linalg takes as long as loading all kernels of a method: it is hidden meanwhile.
if "scipy.linalg" not in sys.modules:
    sys.modules["scipy.linalg"] = None  # type: ignore[assignment]
    with suppress(ImportError):
        import numba.np.arraymath  # noqa: F401
    del sys.modules["scipy.linalg"]
