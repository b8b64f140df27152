"""``coopt warmup``: compile all kernels once, so that no later solve waits for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import click

SIZE = 60
LIMIT_S = 120.0
ENDLESS_S = 15.0


@click.command("warmup", short_help="Compile all kernels once.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(quiet: bool) -> None:
    """Solve a small problem of each kind, so that every kernel is compiled and cached.

    The cache lasts until coopt is updated. Without this, the first solve of a kind compiles beside
    its first answers, for some seconds.
    """
    from coopt.solve import solve

    for name, problem, method in _problems():
        began = time.monotonic()
        limit_s = ENDLESS_S if method == "tight_move" else LIMIT_S
        kicks = {f"{method}.kicks": "200"} if method in ("ils", "order_search") else {}
        result = solve(problem, methods=[method], time_limit=limit_s, threads=1, options=kicks)
        if result.status == "error":
            raise click.ClickException(f"{name}: {'; '.join(result.notes)}")
        if not quiet:
            print(f"{name:24} {method:12} {time.monotonic() - began:6.1f} s", flush=True)


def _problems() -> Iterator[tuple[str, Any, str]]:
    """Yield small problems that reach every kernel."""
    import numpy as np

    from coopt.problem import (
        Cvrp,
        Dag,
        Distances,
        IndependentSet,
        Knapsack,
        Milp,
        MultiTsp,
        Orienteering,
        PrizeCollecting,
        Tsp,
        explicit,
    )

    rng = np.random.default_rng(0)
    places = Distances("EUC_2D", rng.integers(0, 1000, (SIZE, 2)).astype(float))
    ones = np.append(0.0, rng.integers(1, 10, SIZE - 1).astype(float))
    yield "tsp", Tsp(places), "ils"
    yield "atsp", Tsp(explicit(rng.integers(1, 1000, (SIZE, SIZE)))), "ils"
    yield "cvrp", Cvrp(places, ones, 50.0), "ils"
    yield "orienteering", Orienteering(places, ones, 2000.0), "ils"
    yield "prize collecting", PrizeCollecting(places, ones, 20.0 * ones, 100.0), "ils"
    yield "multi-tsp", MultiTsp(places, 3), "ils"
    edges = [(i, j) for i in range(SIZE) for j in range(i) if rng.random() < 0.2]
    yield "independent set", IndependentSet.from_edges(SIZE, edges), "ils"
    weight = rng.integers(100, 1000, SIZE).astype(float)
    yield "knapsack", Knapsack(weight + 100.0, weight, 0.5 * float(weight.sum())), "knapsack"
    rows = (rng.random((SIZE, SIZE)) < 0.1).astype(float)
    cover = Milp.from_arrays(ones + 1.0, rows, row_lower=rows.any(axis=1) * 1.0, upper=1.0,
                             integrality=1)  # fmt: skip
    yield "mip", cover, "tight_move"
    data = rng.normal(size=(100, 8)) @ rng.normal(size=(8, 8))
    for score in ("ls", "bic"):
        graph = Dag.from_data(data, score=score)
        yield f"graph, {score}", graph, "order_search"
        yield f"graph, {score}", graph, "order_dp"
