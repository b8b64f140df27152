"""Names of methods, and where they are: ``module:function`` strings, imported on use."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Flag, auto
from typing import Any

from coopt.bus.protocol import Run
from coopt.errors import MissingExtraError, OptionError
from coopt.problem.milp import Milp


class Gives(Flag):
    """What a method can state: solutions, and bounds with proof."""

    PRIMAL = auto()
    DUAL = auto()
    BOTH = PRIMAL | DUAL


@dataclass(frozen=True, slots=True)
class MethodSpec:
    """A method: where it runs, what it solves, what it gives.

    ``exact`` says that it computes without rounding; ``lacks`` names parts of a problem that it
    cannot take (see ``coopt.features.milp_class``); ``settings`` names its options with one line
    of help each.
    """

    run: str
    solves: tuple[type, ...]
    gives: Gives
    summary: str
    paper: str = ""
    extra: str = ""
    exact: bool = False
    lacks: frozenset[str] = frozenset()
    settings: Mapping[str, str] = field(default_factory=dict)


METHODS: dict[str, MethodSpec] = {
    "scip": MethodSpec(
        run="coopt.engines.scip:run",
        solves=(Milp,),
        gives=Gives.BOTH,
        summary="branch-cut-and-price, SCIP 10",
        paper="Hojny et al. (2025), The SCIP Optimization Suite 10.0",
        settings={"any SCIP parameter": "for example --set scip.separating/maxrounds=5"},
    ),
    "highs": MethodSpec(
        run="coopt.engines.highs:run",
        solves=(Milp,),
        gives=Gives.BOTH,
        summary="simplex, interior point and branch-and-cut, HiGHS 1.15",
        paper="Huangfu & Hall (2018), Parallelizing the dual revised simplex method",
        lacks=frozenset({"indicator", "sos", "unbounded semicontinuous"}),
        settings={"any HiGHS option": "for example --set highs.presolve=off"},
    ),
    "cpsat": MethodSpec(
        run="coopt.engines.cpsat:run",
        solves=(Milp,),
        gives=Gives.BOTH,
        summary="lazy clause generation with LNS, CP-SAT 9.15; exactly scaled integer models",
        paper="Perron, Didier & Gay (2023), The CP-SAT-LP solver",
        exact=True,
        lacks=frozenset({"continuous", "sos", "semicontinuous"}),
        settings={"workers": "number of search workers (default 8)"},
    ),
    "tight_move": MethodSpec(
        run="coopt.methods.tight_move.run:run",
        solves=(Milp,),
        gives=Gives.PRIMAL,
        summary="local search by tight moves, dives with propagation, LP polish; no tree, no bound",
        paper="Lin, Zou & Cai (2024), Local-MIP; Salvagnin, Roberti & Fischetti (2025), FPR",
        lacks=frozenset({"indicator", "sos", "semicontinuous"}),
    ),
    "balans": MethodSpec(
        run="coopt.methods.balans.run:run",
        solves=(Milp,),
        gives=Gives.PRIMAL,
        summary="large-neighbourhood search under a bandit over neighbourhoods and sub-solvers",
        paper="Cai, Kadioglu & Dilkina (2025), Balans",
        settings={
            "preset": "default, paper (16 arms) or paper10 (10 arms)",
            "bandit": "uniform, softmax, thompson, ucb1, epsilon, or only:ARM",
        },
    ),
}


def method(name: str) -> MethodSpec:
    """Return a method by name.

    Raises
    ------
    OptionError
        If there is no such method; the message names similar ones.
    """
    if name not in METHODS:
        close = difflib.get_close_matches(name, METHODS, n=3)
        hint = f"did you mean {', '.join(close)}?" if close else f"there are {', '.join(METHODS)}"
        raise OptionError(f"there is no method {name!r}; {hint}")
    return METHODS[name]


def load(name: str) -> Run:
    """Import a method's function.

    Raises
    ------
    MissingExtraError
        If the method needs an extra that is not installed.
    """
    spec = method(name)
    if spec.extra == "learn" and importlib.util.find_spec("torch") is None:
        raise MissingExtraError(f"method {name} needs PyTorch: pip install coopt[learn]")
    module, _, function = spec.run.partition(":")
    run: Any = getattr(importlib.import_module(module), function)
    return run  # type: ignore[no-any-return]
