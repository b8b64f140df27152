"""Compare two problems field by field."""

from __future__ import annotations

import numpy as np

from coopt.problem.milp import Milp

VECTORS = ("c", "row_lower", "row_upper", "lower", "upper", "integer", "semicontinuous")
PLAIN = ("offset", "maximise", "indicators", "sos", "name", "variable_names", "row_names")


def differences(one: Milp, other: Milp, ignored: tuple[str, ...] = ()) -> list[str]:
    found = [k for k in VECTORS if not np.array_equal(getattr(one, k), getattr(other, k))]
    found += [k for k in PLAIN if getattr(one, k) != getattr(other, k)]
    found += [
        f"a.{k}"
        for k in ("shape", "indptr", "indices", "data")
        if not np.array_equal(getattr(one.a, k), getattr(other.a, k))
    ]
    if {k: v for k, v in one.exact.items() if v} != {k: v for k, v in other.exact.items() if v}:
        found.append("exact")
    return [name for name in found if name not in ignored]
