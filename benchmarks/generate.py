"""Time the generators.

Run ``python benchmarks/generate.py``. One run each on two shared cores:

======================  ==========================================  =========  =======
distribution            parameters                                  nonzeros   seconds
======================  ==========================================  =========  =======
set_cover               5000 rows, 20000 columns, density 0.01      1000000    0.24
facility_location       400 customers, 100 facilities               160200     0.03
independent_set         1500 nodes, edge probability 0.05           112930     0.05
combinatorial_auction   300 items, 1500 bids                        7516       0.19
knapsack                10000 items, 10 dimensions                  100000     0.01
======================  ==========================================  =========  =======
"""

from __future__ import annotations

import time
from typing import Any

from coopt.generate import generate

CASES: list[tuple[str, dict[str, Any]]] = [
    ("set_cover", {"rows": 5000, "columns": 20000, "density": 0.01}),
    ("facility_location", {"customers": 400, "facilities": 100}),
    ("independent_set", {"nodes": 1500, "edge_probability": 0.05}),
    ("combinatorial_auction", {"items": 300, "bids": 1500}),
    ("knapsack", {"items": 10000, "dimensions": 10}),
]


def main() -> None:
    """Print a line for each case."""
    for name, parameters in CASES:
        start = time.perf_counter()
        problem = generate(name, 1, **parameters)
        seconds = time.perf_counter() - start
        print(f"{name:22s} {problem.a.data.size:9d} {seconds:6.3f}  {parameters}")


if __name__ == "__main__":
    main()
