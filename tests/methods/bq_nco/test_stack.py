"""Problems side by side are decoded as each by itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

from coopt.methods.bq_nco.decoding import Decoding  # noqa: E402
from coopt.methods.bq_nco.policy import constructions  # noqa: E402
from coopt.methods.bq_nco.stack import stackable, stacked_instances  # noqa: E402
from coopt.methods.bq_nco.task import task_named  # noqa: E402
from coopt.problem import Distances, Orienteering, Tsp  # noqa: E402
from tests.methods.bq_nco.random_policy import policy_of  # noqa: E402
from tests.methods.bq_nco.small_batches import NAMES, batch_of, problems  # noqa: E402


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", [Decoding(), Decoding("beam", 3)])
def test_together_is_one_by_one(name: str, how: Decoding, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    listed, policy = problems(name, 9, 5, rng), policy_of(tmp_path, name)
    together = constructions(policy, listed, how, 0, rng)
    alone = [constructions(policy, [problem], how, 0, rng) for problem in listed]
    assert together is not None
    for x, one in zip(together, alone, strict=True):
        assert x is not None
        assert one is not None
        assert one[0] is not None
        assert x.tolist() == one[0].tolist()


@pytest.mark.parametrize("name", NAMES)
def test_the_batch_is_that_of_the_parts(name: str) -> None:
    listed = problems(name, 7, 3, np.random.default_rng(1))
    made, (_, twin) = stacked_instances(task_named(name), listed), batch_of(name, listed)
    for field in ("limit", "amount", "weight", "points", "matrix"):
        ours, theirs = getattr(made, field), getattr(twin, field)
        assert (ours is None) == (theirs is None)
        assert ours is None or np.array_equal(ours, theirs)


def test_lengths_that_a_rule_rounds_hold_in_a_batch(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    listed = []
    for budget in (60.0, 90.0, 120.0):
        points = rng.integers(0, 40, (12, 2)).astype(float)
        prize = np.append(0.0, np.ones(11))
        listed.append(Orienteering(Distances("CEIL_2D", points), prize, budget))
    made = constructions(policy_of(tmp_path, "op"), listed, Decoding(), 0, rng)
    assert made is not None
    assert all(x is not None and x.any() for x in made)


def test_large_problems_with_rounded_lengths_stay_alone() -> None:
    points = np.random.default_rng(3).random((400, 2))
    assert not stackable(Tsp(Distances("EUC_2D", points)))
    assert stackable(Tsp(Distances("EUCLIDEAN", points)))
