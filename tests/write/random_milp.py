"""Random problems, with all that a Milp may hold, for round trips."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from coopt.problem.csr import csr_from_triplets
from coopt.problem.milp import Indicator, Milp, Sos
from coopt.read.decimals import PLUS_INFINITY, ZERO, Number, nearest, vector

INFINITE = PLUS_INFINITY.value
DECIMALS = st.builds(
    lambda digits, places: nearest(Fraction(digits, 10**places)),
    st.integers(-(10**22), 10**22),
    st.integers(3, 30),
)
FLOATS = st.floats(-1e15, 1e15, allow_subnormal=False).map(lambda value: Number(value + 0.0))
NUMBERS = st.one_of(st.integers(-9, 9).map(lambda k: Number(float(k))), DECIMALS, FLOATS)


def less_or_equal(one: Number, other: Number) -> bool:
    exact = [Fraction(n.value) if n.exact is None else n.exact for n in (one, other)]
    return one.value < other.value or (one.value == other.value and exact[0] <= exact[1])


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Number, Number]:
    """Draw two sides in order; each may be infinite on its side."""
    one, other = draw(NUMBERS), draw(NUMBERS)
    if draw(st.booleans()):
        other = one
    low, high = (one, other) if less_or_equal(one, other) else (other, one)
    low = Number(-INFINITE) if draw(st.booleans()) else low
    return low, (PLUS_INFINITY if draw(st.booleans()) else high)


@st.composite
def milps(draw: st.DrawFn) -> Milp:
    """Draw a problem of up to five variables and four rows."""
    n, m = draw(st.integers(1, 5)), draw(st.integers(0, 4))
    cost = [draw(NUMBERS) for _ in range(n)]
    entries = {
        (i, j): number
        for i in range(m)
        for j in range(n)
        if draw(st.booleans()) and (number := draw(NUMBERS)).value != 0
    }
    places = np.array(sorted(entries), dtype=np.int64).reshape(-1, 2)
    numbers = vector([entries[i, j] for i, j in places.tolist()])
    matrix, _ = csr_from_triplets(places[:, 0], places[:, 1], numbers.values, (m, n))
    sides = [draw(intervals()) for _ in range(m)]
    box = [draw(intervals()) for _ in range(n)]
    integer = np.array([draw(st.booleans()) for _ in range(n)], dtype=bool)
    semi = np.array([draw(st.booleans()) and high.value > 0 for _, high in box], dtype=bool)
    indicators: list[Indicator] = []
    if m and draw(st.booleans()):
        box[0], integer[0], semi[0] = (ZERO, Number(1.0)), True, False
        indicators.append(Indicator(draw(st.integers(0, m - 1)), 0, draw(st.integers(0, 1))))
    members = tuple(draw(st.permutations(range(n))))[: draw(st.integers(1, n))]
    weights = tuple(float(k + 1) for k in range(len(members)))
    sos = (Sos(draw(st.integers(1, 2)), members, weights, draw(st.sampled_from(["", "s"]))),)
    offset = draw(NUMBERS)
    vectors = {
        "c": vector(cost),
        "a": numbers,
        "row_lower": vector([low for low, _ in sides]),
        "row_upper": vector([high for _, high in sides]),
        "lower": vector([low for low, _ in box]),
        "upper": vector([high for _, high in box]),
        "offset": vector([offset]),
    }
    return Milp(
        c=vectors["c"].values,
        a=matrix,
        row_lower=vectors["row_lower"].values,
        row_upper=vectors["row_upper"].values,
        lower=vectors["lower"].values,
        upper=vectors["upper"].values,
        integer=integer,
        semicontinuous=semi,
        offset=offset.value,
        maximise=draw(st.booleans()),
        indicators=tuple(indicators),
        sos=sos if draw(st.booleans()) else (),
        variable_names=tuple(f"x{j}" for j in range(n)),
        row_names=tuple(f"r{i}" for i in range(m)),
        exact={what: found.exact for what, found in vectors.items() if found.exact},
    )
