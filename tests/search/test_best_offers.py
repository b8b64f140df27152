from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.search.best_offers import BestOffers


def test_improvements_are_offered_when_it_is_time_and_at_the_end() -> None:
    offered: list[NDArray[Any]] = []
    now = [0.0]
    offers = BestOffers(offered.append, 1.0, lambda: now[0])
    point = np.arange(3)
    assert offers.show(10.0, lambda: point)
    assert not offers.show(9.0, lambda: point)
    now[0] = 1.5
    assert not offers.show(10.0, lambda: point)
    assert offers.show(8.0, lambda: point)
    assert not offers.show(7.0, lambda: point)
    assert offers.show(7.0, lambda: point, last=True)
    assert not offers.show(7.0, lambda: point, last=True)
    assert len(offered) == 3
