"""A combinatorial-optimization solver suite: verified answers with honest bounds.

``coopt.read(path)`` and ``coopt.solve(problem_or_path)`` are all that most programs need.
Importing this package loads none of its engines, nor NumPy, before a name is used (PEP 562).
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from coopt.callable_module import VERBS, Package

if TYPE_CHECKING:
    from coopt.errors import CooptError as CooptError
    from coopt.errors import EngineError as EngineError
    from coopt.errors import InstanceError as InstanceError
    from coopt.errors import MissingExtraError as MissingExtraError
    from coopt.errors import OptionError as OptionError
    from coopt.problem import Cvrp as Cvrp
    from coopt.problem import Dag as Dag
    from coopt.problem import Distances as Distances
    from coopt.problem import IndependentSet as IndependentSet
    from coopt.problem import Knapsack as Knapsack
    from coopt.problem import Milp as Milp
    from coopt.problem import MultiTsp as MultiTsp
    from coopt.problem import Orienteering as Orienteering
    from coopt.problem import PrizeCollecting as PrizeCollecting
    from coopt.problem import Tsp as Tsp
    from coopt.read import read as read
    from coopt.read import read_instances as read_instances
    from coopt.result import Event as Event
    from coopt.result import Result as Result
    from coopt.solve import solve as solve
    from coopt.solve_batch import solve_batch as solve_batch

__version__ = "0.1.0"

_HOME = {
    "CooptError": "coopt.errors",
    "EngineError": "coopt.errors",
    "InstanceError": "coopt.errors",
    "MissingExtraError": "coopt.errors",
    "OptionError": "coopt.errors",
    "Cvrp": "coopt.problem",
    "Dag": "coopt.problem",
    "Distances": "coopt.problem",
    "IndependentSet": "coopt.problem",
    "Knapsack": "coopt.problem",
    "Milp": "coopt.problem",
    "MultiTsp": "coopt.problem",
    "Orienteering": "coopt.problem",
    "PrizeCollecting": "coopt.problem",
    "Tsp": "coopt.problem",
    "Event": "coopt.result",
    "Result": "coopt.result",
    "read": "coopt.read",
    "read_instances": "coopt.read",
    "solve": "coopt.solve",
    "solve_batch": "coopt.solve_batch",
}

__all__ = ["__version__", *_HOME]

sys.modules[__name__].__class__ = Package


if not TYPE_CHECKING:  # a checker would take every misspelt name for one of these

    def __getattr__(name: str) -> Any:
        if name not in _HOME:
            raise AttributeError(f"module 'coopt' has no attribute {name!r}")
        home = import_module(_HOME[name])
        # ``coopt.read`` and ``coopt.solve`` are the modules themselves, which can be called.
        value = home if name in VERBS else getattr(home, name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
