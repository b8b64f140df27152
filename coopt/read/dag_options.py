"""Options ``dag.*``: how a table of numbers is to be read as a problem of learning a graph."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from coopt.errors import OptionError

PREFIX = "dag."


def _flag(text: str) -> bool:
    if text.lower() not in ("true", "false", "1", "0", "yes", "no"):
        raise ValueError(text)
    return text.lower() in ("true", "1", "yes")


OPTIONS: dict[str, tuple[Callable[[str], Any], str]] = {
    "input": (str, "data or gram; by itself a square symmetric table is a Gram matrix"),
    "score": (str, "ls (default), ev, bic, logistic or mlp"),
    "penalty": (str, "none (default), l0, l1, mcp, ridge or group (default of mlp)"),
    "strength": (float, "weight of the penalty, to be named with it; default only of group, 0.01"),
    "gamma": (float, "width of mcp (default 1)"),
    "discount": (float, "factor of log(rows) for each parent in bic (default 1)"),
    "hidden": (int, "hidden units of each network of mlp (default 40)"),
    "decay": (float, "weight of squares of mlp (default 0.01)"),
    "samples": (int, "rows behind a Gram matrix, n of bic; of data they are counted"),
    "standardise": (_flag, "true scales all columns to variance 1 (default false)"),
    "knowledge": (str, "file of tiers, forbidden and required edges"),
}
"""Name -> converter and one line of help."""


def dag_options(options: Mapping[str, str]) -> dict[str, Any]:
    """Return the arguments of `read_dag` that the options ``dag.*`` mean; without any, nothing.

    Raises
    ------
    OptionError
        If there is no such option, or its value has the wrong type.
    """
    found: dict[str, Any] = {}
    for key, text in options.items():
        if not key.startswith(PREFIX):
            continue
        name = key.removeprefix(PREFIX)
        if name not in OPTIONS:
            close = difflib.get_close_matches(name, OPTIONS, n=3) or list(OPTIONS)
            raise OptionError(f"dag has no option {name!r}; did you mean {', '.join(close)}?")
        try:
            found[name] = OPTIONS[name][0](str(text))
        except ValueError:
            raise OptionError(f"dag.{name} is {text!r}; expected: {OPTIONS[name][1]}") from None
    return found
