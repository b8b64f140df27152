"""What workers of a batch do: groups, parts, and a turn for each however short the time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopt.bus.protocol import Options
from coopt.methods.bq_nco.batch import Item, grouped, improve_all, parts, reason_against, run, send
from coopt.methods.bq_nco.keeper import Keeper
from coopt.problem import Distances, Tsp
from tests.methods.bq_nco.small_batches import NAMES, problems
from tests.methods.collecting_bus import CollectingBus


class Messages(CollectingBus):
    """Keeps messages as they are."""

    def __init__(self) -> None:
        super().__init__(None)
        self.heard: list[Any] = []
        self.told: list[Any] = []

    def offer(self, x: Any) -> None:
        self.heard.append(np.array(x))

    def tell(self, kind: str, what: Any) -> None:
        self.told.append(what)


def item(place: int, problem: Any) -> Item:
    return Item(place, problem, Keeper(problem), np.random.default_rng(place))


def tours(count: int, n: int) -> list[Item]:
    rng = np.random.default_rng(0)
    made = [item(k, problem) for k, problem in enumerate(problems("tsp", n, count, rng))]
    for one in made:
        one.keeper.offer(np.arange(n))
    return made


def test_groups_are_of_one_task_and_size() -> None:
    rng = np.random.default_rng(1)
    listed = [p for name in NAMES for n in (6, 9, 6) for p in problems(name, n, 1, rng)]
    groups = grouped([item(k, problem) for k, problem in enumerate(listed)])
    assert {key: len(members) for key, members in groups.items()} == {
        (name, n): 2 if n == 6 else 1 for name in NAMES for n in (6, 9)
    }


def test_parts_hold_everything_once() -> None:
    points = np.random.default_rng(2).random((400, 2))
    alone = [item(100 + k, Tsp(Distances("EUC_2D", points))) for k in range(2)]
    made = parts(tours(7, 9) + alone, 3)
    assert [len(part) for part in made] == [3, 3, 1, 1, 1]
    assert sorted(one.place for part in made for one in part) == [0, 1, 2, 3, 4, 5, 6, 100, 101]


def test_a_message_has_place_bound_and_solution() -> None:
    one, bus = tours(1, 9)[0], Messages()
    one.keeper.raise_dual(1.5)
    send(one, bus)
    assert bus.heard[0].tolist() == [0.0, 1.5, *range(9)]


def test_in_a_short_time_each_has_a_turn() -> None:
    items, bus = tours(30, 40), Messages()
    before = [one.keeper.objective for one in items]
    improve_all(items, time.monotonic() + 0.01, 2, bus)
    assert all(one.keeper.objective < b for one, b in zip(items, before, strict=True))
    assert {int(message[0]) for message in bus.heard} == set(range(30))


@pytest.mark.parametrize(
    ("search", "slow", "said"),
    [
        ("none", "beam3", "this is a greedy construction"),
        ("none", "greedy", "this is a plain start"),
        ("ils", "beam3", "the search begins at a greedy construction"),
    ],
)
def test_constructions_that_do_not_end_in_time_have_a_substitute_and_a_note(
    search: str, slow: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch")
    from coopt.methods.bq_nco import policy
    from tests.methods.bq_nco.random_policy import folder_of

    construct, first = policy.constructions, tours(1, 9)[0].problem
    settings = {"policy": str(folder_of(tmp_path, "tsp")), "search": search, "decode": "beam3"}

    def constructions(policy: Any, problems: Any, how: Any, *more: Any) -> Any:
        if str(how) == slow and problems[0].n > 9:
            time.sleep(1.2)
            return None
        return construct(policy, problems, how, *more)

    monkeypatch.setattr(policy, "constructions", constructions)
    listed = [(0, first), *((k + 1, one.problem) for k, one in enumerate(tours(2, 14)))]
    bus, end = Messages(), time.monotonic() + (1.0 if search == "none" else 2.0)
    run(listed, bus, Options(end, settings=settings), np.random.default_rng(0))
    assert {int(message[0]) for message in bus.heard} == {0, 1, 2}
    late = [told["place"] for told in bus.told if told.get("limit") == "time"]
    assert sorted(late) == ([0, 1, 2] if slow == "greedy" else [1, 2])
    notes = {told.get("note") for told in bus.told}
    wanted = f"beam3 did not end in time: {said}"
    assert wanted in notes


def test_without_a_search_constructions_have_all_of_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch")
    from coopt.methods.bq_nco import policy
    from tests.methods.bq_nco.random_policy import folder_of

    construct = policy.constructions
    asked: list[bool] = []

    def constructions(*given: Any) -> Any:
        time.sleep(max(0.0, 0.7 * 2.0 - (time.monotonic() - began)))
        asked.append(given[-1]())
        return construct(*given)

    monkeypatch.setattr(policy, "constructions", constructions)
    settings = {"policy": str(folder_of(tmp_path, "tsp")), "search": "none"}
    began, bus = time.monotonic(), Messages()
    options = Options(began + 2.0, settings=settings)
    run([(0, tours(1, 9)[0].problem)], bus, options, np.random.default_rng(0))
    assert (asked, len(bus.heard)) == ([False], 1)
    assert bus.told == [{"place": 0, "limit": None}]


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Tsp(Distances("EUCLIDEAN", np.zeros((50_001, 2)))), "up to 50000 nodes"),
        (Tsp(Distances("EUCLIDEAN", np.zeros((9, 2)))), "no policy for tsp"),
    ],
)
def test_what_is_not_for_the_policy_is_said(
    problem: Tsp, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopt.methods.bq_nco.run.shelf", lambda name: tmp_path)
    assert said in reason_against(problem, {})
