"""Policy and local search by turns: shares of the time, repeatable by kicks, never worse."""

from __future__ import annotations

import math
import time
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

from coopt.bus.protocol import Options  # noqa: E402
from coopt.check.candidate import evaluate  # noqa: E402
from coopt.errors import OptionError  # noqa: E402
from coopt.methods.bq_nco.hybrid import SHARES, shares  # noqa: E402
from coopt.methods.bq_nco.run import run, task_of  # noqa: E402
from coopt.problem import Tsp  # noqa: E402
from tests.methods.bq_nco.random_policy import folder_of  # noqa: E402
from tests.methods.bq_nco.small_batches import NAMES, problems  # noqa: E402
from tests.methods.ils.keeping_bus import KeepingBus  # noqa: E402


def test_shares_fill_the_time() -> None:
    now = [10.0]
    ends = []
    for share in shares(20.0, None, lambda: now[0]):
        assert now[0] < share.search_end <= 20.0
        now[0] = max(share.search_end, share.windows_end)
        ends.append(now[0])
    assert len(ends) == len(SHARES)
    assert ends[0] == pytest.approx(10.0 + 10.0 * SHARES[0])
    assert ends[-1] == 20.0


def test_without_an_end_shares_double() -> None:
    lengths = [share.search_end for share in islice(shares(math.inf, None, lambda: 0.0), 4)]
    assert lengths == [2.0, 4.0, 8.0, 16.0]


def settings_of(folder: Path, name: str, **more: str) -> dict[str, str]:
    return {"policy": str(folder_of(folder, name)), "decode": "hybrid", "kicks": "600", **more}


@pytest.mark.parametrize("name", NAMES)
def test_with_kicks_it_repeats_and_is_feasible(name: str, tmp_path: Path) -> None:
    problem = problems(name, 24, 1, np.random.default_rng(5))[0]
    assert task_of(problem) == name
    found = []
    for _ in range(2):
        bus = KeepingBus(problem)
        options = Options(settings=settings_of(tmp_path, name))
        run(problem, bus, options, np.random.default_rng(0))
        assert bus.kept is not None
        found.append(bus.kept[0].tolist())
    assert found[0] == found[1]


@pytest.mark.parametrize("name", ["tsp", "atsp", "cvrp", "op"])
def test_it_is_better_than_the_construction(name: str, tmp_path: Path) -> None:
    problem = problems(name, 24, 1, np.random.default_rng(6))[0]
    cost: dict[str, float] = {}
    for decode in ("greedy", "hybrid"):
        bus = KeepingBus(problem)
        settings = settings_of(tmp_path, name) | {"decode": decode}
        run(problem, bus, Options(settings=settings), np.random.default_rng(0))
        assert bus.kept is not None
        cost[decode] = bus.kept[1]
    assert cost["hybrid"] <= cost["greedy"]


def test_a_given_start_is_never_made_worse(tmp_path: Path) -> None:
    problem = problems("tsp", 40, 1, np.random.default_rng(7))[0]
    first = KeepingBus(problem)
    options = Options(settings=settings_of(tmp_path, "tsp", kicks="5000"))
    run(problem, first, options, np.random.default_rng(0))
    assert first.kept is not None
    second = KeepingBus(problem, first.kept[0])
    few = Options(settings=settings_of(tmp_path, "tsp", kicks="3"))
    run(problem, second, few, np.random.default_rng(1))
    assert second.kept is not None
    assert second.kept[1] <= first.kept[1]
    assert evaluate(problem, second.kept[0]).feasible


def test_a_construction_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    problem = problems("tsp", 1500, 1, np.random.default_rng(9))[0]
    bus = KeepingBus(problem)
    settings = {"policy": str(folder_of(tmp_path, "tsp")), "decode": "hybrid"}
    options = Options(deadline=time.monotonic() + 0.5, settings=settings)
    run(problem, bus, options, np.random.default_rng(0))
    assert time.monotonic() < options.deadline + 5.0
    assert bus.kept is not None


def test_a_wrong_number_of_kicks_is_named(tmp_path: Path) -> None:
    problem: Tsp = problems("tsp", 9, 1, np.random.default_rng(8))[0]
    options = Options(settings=settings_of(tmp_path, "tsp", kicks="many"))
    with pytest.raises(OptionError, match="expected a whole number"):
        run(problem, KeepingBus(problem), options, np.random.default_rng(0))
