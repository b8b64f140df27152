from __future__ import annotations

import math

import pytest

from coopt.search.iterated_local_search import Budget, anneal, geometric, linear


class Seconds:
    """A clock that chunks advance."""

    def __init__(self, per_kick: float) -> None:
        self.now = 100.0
        self.per_kick = per_kick
        self.chunks: list[tuple[float, int]] = []

    def __call__(self) -> float:
        return self.now

    def run_chunk(self, temperature: float, kicks: int) -> None:
        self.chunks.append((temperature, kicks))
        self.now += self.per_kick * kicks


def never() -> bool:
    return False


def by_kick(clock: Seconds) -> list[float]:
    return [temperature for temperature, kicks in clock.chunks for _ in range(kicks)]


def test_it_ends_at_the_time_and_cools_to_zero() -> None:
    clock = Seconds(1e-4)
    done = anneal(clock.run_chunk, linear(5.0), Budget(end=102.0), never, clock)
    assert 102.0 <= clock.now < 102.1
    assert done == sum(kicks for _, kicks in clock.chunks)
    temperatures = [temperature for temperature, _ in clock.chunks]
    assert temperatures[0] == 5.0 and temperatures[-1] == 0.0
    assert temperatures == sorted(temperatures, reverse=True)


@pytest.mark.parametrize("per_kick", [1e-6, 1e-4, 1e-2])
def test_chunks_are_short(per_kick: float) -> None:
    clock = Seconds(per_kick)
    anneal(clock.run_chunk, linear(1.0), Budget(end=103.0), never, clock)
    assert max(kicks for _, kicks in clock.chunks[5:]) * per_kick <= 0.0401


@pytest.mark.parametrize("kicks", [0, 1, 7, 4321])
def test_a_budget_of_kicks_is_kept_and_does_not_see_the_clock(kicks: int) -> None:
    slow, fast = Seconds(3e-3), Seconds(1e-6)
    for clock in (slow, fast):
        assert anneal(clock.run_chunk, linear(1.0), Budget(kicks=kicks), never, clock) == kicks
    assert by_kick(slow) == by_kick(fast)


def test_a_stop_and_the_end_also_end_a_budget_of_kicks() -> None:
    clock = Seconds(1e-3)
    anneal(clock.run_chunk, linear(1.0), Budget(kicks=10**6), lambda: clock.now > 100.5, clock)
    assert clock.now < 100.6
    anneal(clock.run_chunk, linear(1.0), Budget(end=101.0, kicks=10**6), never, clock)
    assert clock.now < 101.1


def test_without_any_end_only_a_stop_ends_it() -> None:
    clock = Seconds(1e-3)
    anneal(clock.run_chunk, linear(2.0), Budget(), lambda: clock.now > 110.0, clock)
    assert {temperature for temperature, _ in clock.chunks} == {2.0}


def test_a_geometric_fall_ends_where_it_should() -> None:
    fall = geometric(100.0, 1.0)
    assert fall(0.0) == 100.0
    assert math.isclose(fall(0.5), 10.0)
    assert math.isclose(fall(1.0), 1.0)
