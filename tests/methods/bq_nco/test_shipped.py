"""Policies that ship: cards are of their files, constructions are better than plain ones."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

from coopt.check.candidate import evaluate  # noqa: E402
from coopt.generate import generate  # noqa: E402
from coopt.methods.bq_nco.decoding import Decoding  # noqa: E402
from coopt.methods.bq_nco.policy import constructions, load_policy  # noqa: E402
from coopt.methods.bq_nco.run import first_solution  # noqa: E402
from coopt.nn.policy import LARGEST_FILE  # noqa: E402
from coopt.shelf import shelf  # noqa: E402
from coopt.training.recipe import read_recipe  # noqa: E402

SHIPPED = sorted((shelf("policies") / "bq_nco").glob("*/weights.safetensors"))
DRAWN = {
    "tsp": ("tsp_uniform", {"nodes": "40"}),
    "atsp": ("atsp_tmat", {"nodes": "40"}),
    "cvrp": ("cvrp_uniform", {"customers": "40", "capacity": "30"}),
    "op": ("op_distance", {"customers": "40", "budget": "2.5"}),
    "knapsack": ("knapsack_uniform", {"items": "40"}),
}


def test_some_policies_ship() -> None:
    assert {"tsp", "atsp", "cvrp", "knapsack"} <= {path.parent.name for path in SHIPPED}


@pytest.mark.parametrize("weights", SHIPPED, ids=lambda path: path.parent.name)
def test_the_card_is_of_these_weights_and_this_recipe(weights: Path) -> None:
    data, card = weights.read_bytes(), (weights.parent / "card.md").read_text("utf-8")
    assert len(data) <= LARGEST_FILE
    assert hashlib.sha256(data).hexdigest() in card
    assert read_recipe(weights.parent / "recipe.toml").key in card


@pytest.mark.parametrize("weights", SHIPPED, ids=lambda path: path.parent.name)
def test_a_policy_constructs_better_than_the_plain_start(weights: Path) -> None:
    name = weights.parent.name
    generator, parameters = DRAWN[name]
    problems = [generate(generator, 70 + k, **parameters) for k in range(12)]
    policy, rng = load_policy(weights.parent, name, 1), np.random.default_rng(0)
    made = constructions(policy, problems, Decoding(), 0, rng)
    assert made is not None
    costs = []
    for problem, x in zip(problems, made, strict=True):
        plain = first_solution(problem)
        assert x is not None
        assert plain is not None
        costs.append((evaluate(problem, x).objective, evaluate(problem, plain).objective))
    ours, plain_costs = np.mean(costs, axis=0)
    assert ours < plain_costs
