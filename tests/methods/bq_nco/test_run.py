"""The method on the bus: silent without a policy, feasible with one."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

from coopt.bus.protocol import Options  # noqa: E402
from coopt.check.candidate import evaluate  # noqa: E402
from coopt.errors import OptionError  # noqa: E402
from coopt.methods.bq_nco.run import policy_folder, run, task_of  # noqa: E402
from coopt.problem import Cvrp, Distances, Knapsack, Orienteering, Tsp  # noqa: E402
from coopt.solve import solve  # noqa: E402
from tests.methods.bq_nco.random_policy import folder_of  # noqa: E402
from tests.tiny_problems import TINY  # noqa: E402

KINDS = (Tsp, Cvrp, Orienteering, Knapsack)


class Heard:
    """A bus that writes down what it hears, and stops after so many offers."""

    def __init__(self, stops_after: int = 10**9) -> None:
        self.offers: list[Any] = []
        self.told: list[tuple[str, str]] = []
        self._stops_after = stops_after

    def offer(self, x: Any) -> None:
        self.offers.append(x)

    def raise_dual(self, bound: float) -> None: ...

    def best(self) -> None:
        return None

    def stop(self) -> bool:
        return len(self.offers) >= self._stops_after

    def tell(self, kind: str, what: Any) -> None:
        self.told.append((kind, str(what)))


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_policy_it_is_silent_but_for_a_note(
    kind: type, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("coopt.methods.bq_nco.run.shelf", lambda name: tmp_path)
    bus = Heard()
    run(TINY[kind](0), bus, Options(), np.random.default_rng(0))
    assert not bus.offers
    assert [what for _, what in bus.told if "no policy" in what]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("decode", ["greedy", "beam3", "sample3", None])
def test_what_it_offers_is_feasible(kind: type, decode: str | None, tmp_path: Path) -> None:
    problem = TINY[kind](1)
    name = task_of(problem)
    assert name is not None
    settings = {"policy": str(folder_of(tmp_path, name)), "neighbours": "9"}
    runs = []
    for _ in range(2):
        bus = Heard(5)
        options = Options(settings=settings | ({"decode": decode} if decode else {}))
        run(problem, bus, options, np.random.default_rng(0))
        assert len(bus.offers) == (1 if decode else 5)
        assert all(evaluate(problem, x).feasible for x in bus.offers)
        runs.append([x.tolist() for x in bus.offers])
    assert runs[0] == runs[1]


def only(wanted: str, settings: dict[str, str], deadline: float) -> Heard:
    bus = Heard()
    options = Options(deadline, settings=settings | {"decode": wanted})
    run(TINY[Tsp](1), bus, options, np.random.default_rng(0))
    return bus


def test_a_named_decoding_stands_for_itself(tmp_path: Path) -> None:
    settings = {"policy": str(folder_of(tmp_path, "tsp"))}
    for wanted in ("greedy", "beam3"):
        free, timed = (only(wanted, settings, end) for end in (np.inf, time.monotonic() + 60))
        assert [x.tolist() for x in timed.offers] == [x.tolist() for x in free.offers]
        assert len(free.offers) == 1
        assert not timed.told


@pytest.mark.parametrize(
    ("slow", "said"),
    [("greedy", "plain start"), ("beam3", "a greedy one"), ("load", "plain start")],
)
def test_what_does_not_end_in_time_has_a_substitute_that_is_named(
    slow: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coopt.methods.bq_nco import policy

    settings = {"policy": str(folder_of(tmp_path, "tsp"))}
    substitute = only("greedy", settings, np.inf).offers[0] if slow == "beam3" else None
    construct, load = policy.constructions, policy.load_policy

    def constructions(policy: Any, problems: Any, how: Any, *more: Any) -> Any:
        if str(how) == slow:
            time.sleep(0.8)
        return construct(policy, problems, how, *more)

    def load_policy(*given: Any) -> Any:
        time.sleep(0.8 if slow == "load" else 0.0)
        return load(*given)

    monkeypatch.setattr(policy, "constructions", constructions)
    monkeypatch.setattr(policy, "load_policy", load_policy)
    bus = only("greedy" if slow == "load" else slow, settings, time.monotonic() + 0.6)
    assert len(bus.offers) == 1
    assert substitute is None or bus.offers[0].tolist() == substitute.tolist()
    assert ["did not end in time" in what and said in what for _, what in bus.told] == [True]


def test_it_says_that_no_construction_is_better_than_the_plain_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coopt.methods.bq_nco import run as module

    problem, settings = TINY[Tsp](1), {"policy": str(folder_of(tmp_path, "tsp"))}
    best = solve(problem, threads=1, time_limit=20).solution
    for start, said in ((best, True), (None, False)):
        monkeypatch.setattr(module, "first_solution", lambda problem, start=start: start)
        bus = Heard(4)
        run(problem, bus, Options(settings=settings), np.random.default_rng(0))
        assert any("no construction is better" in what for _, what in bus.told) == said


@pytest.mark.parametrize("wrong", ["sampling", "beam0", "beam100000", "none", "Greedy", ""])
def test_a_wrong_decoding_is_refused_before_anything_else(wrong: str, tmp_path: Path) -> None:
    bus = Heard()
    settings = {"policy": str(tmp_path / "nowhere"), "decode": wrong}
    said = r"greedy, or such as beam16 or sample64 \(up to 9999\), or hybrid, or in a batch none"
    with pytest.raises(OptionError, match=said):
        run(TINY[Tsp](0), bus, Options(settings=settings), np.random.default_rng(0))
    assert not bus.offers


def test_it_solves_in_a_process_of_its_own(tmp_path: Path) -> None:
    problem = TINY[Tsp](2)
    options = {"bq_nco.policy": str(folder_of(tmp_path, "tsp")), "bq_nco.decode": "beam4"}
    result = solve(problem, methods=["bq_nco"], threads=1, time_limit=20, options=options)
    assert result.solution is not None
    assert result.verified is not None


def test_a_matrix_is_the_asymmetric_task(tmp_path: Path) -> None:
    matrix = np.random.default_rng(0).integers(1, 100, (9, 9))
    np.fill_diagonal(matrix, 0)
    problem = Tsp(Distances("EXPLICIT", None, matrix))
    bus = Heard()
    settings = {"policy": str(folder_of(tmp_path, "atsp")), "decode": "beam4"}
    run(problem, bus, Options(settings=settings), np.random.default_rng(0))
    assert evaluate(problem, bus.offers[-1]).feasible


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"decode": "best"}, "expected greedy"),
        ({"neighbours": "few"}, "expected a whole number"),
        ({"policy": "nowhere"}, "no such file"),
    ],
)
def test_what_is_set_wrong_is_named(settings: dict[str, str], said: str, tmp_path: Path) -> None:
    given = {"policy": str(folder_of(tmp_path, "tsp"))} | settings
    with pytest.raises(OptionError, match=said):
        run(TINY[Tsp](0), Heard(), Options(settings=given), np.random.default_rng(0))


def test_the_folder_of_a_training_is_taken_a_file_is_not(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "policy", "tsp")
    assert policy_folder(str(tmp_path), "tsp") == folder
    assert policy_folder(str(folder), "tsp") == folder
    with pytest.raises(OptionError, match=r"recipe.toml', a file; expected the folder of a policy"):
        policy_folder(str(folder / "recipe.toml"), "tsp")


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "tsp")
    (folder / "card.md").write_text("| weights | float16, 9 bytes, sha256 0a1b |\n")
    with pytest.raises(OptionError, match=r"sha256 card.md states"):
        only("greedy", {"policy": str(folder)}, np.inf)


def test_a_policy_for_another_task_is_refused(tmp_path: Path) -> None:
    settings = {"policy": str(folder_of(tmp_path, "cvrp"))}
    with pytest.raises(OptionError, match="of bq_nco for cvrp, not for tsp"):
        run(TINY[Tsp](0), Heard(), Options(settings=settings), np.random.default_rng(0))
