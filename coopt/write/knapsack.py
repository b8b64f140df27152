"""Write knapsack problems as text."""

from __future__ import annotations

from coopt.problem.knapsack import Knapsack
from coopt.write.decimals import short


def knapsack_text(problem: Knapsack) -> str:
    """Return ``n capacity``, then ``value weight`` for each item."""
    items = zip(problem.value.tolist(), problem.weight.tolist(), strict=True)
    lines = [f"{problem.n} {short(problem.capacity)}"]
    lines += [f"{short(value)} {short(weight)}" for value, weight in items]
    return "\n".join(lines) + "\n"
