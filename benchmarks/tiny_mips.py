"""Solve thousands of random tiny MIPs and compare each answer with brute force.

    python benchmarks/tiny_mips.py [COUNT] [FIRST_SEED] [METHOD]

Prints the number of disagreements in status or in objective (beyond 1e-6 relative), and of
solutions that were not verified. The generator mixes fractional integer bounds, equalities, free
and negative variables, duplicate rows and columns, ranged rows, and maximisation.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from coopt.solve import solve
from tests.differential.brute_force import brute_force
from tests.differential.tiny_milp import tiny_milp


def disagreement(seed: int, methods: tuple[str, ...]) -> str | None:
    """Return what differs, or None."""
    problem = tiny_milp(seed)
    status, objective = brute_force(problem)
    result = solve(problem, methods=methods, threads=2, time_limit=60)
    if result.status != status:
        return f"seed {seed}: {result.status}, brute force {status} {objective}; {result.notes}"
    if objective is None:
        return None
    wrong = result.objective is None or abs(result.objective - objective) > 1e-6 * max(
        1, abs(objective)
    )
    if wrong or result.verified is None:
        return f"seed {seed}: {result.objective} {result.verified}, brute force {objective}"
    return None


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    methods = tuple(sys.argv[3:])
    found = [text for seed in range(first, first + count) if (text := disagreement(seed, methods))]
    for text in found:
        print(text)
    print(f"{count} tiny MIPs, {len(found)} disagreements")


if __name__ == "__main__":
    main()
