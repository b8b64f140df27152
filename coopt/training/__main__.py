"""``python3 -m coopt.training recipe.toml``: the trainer without the command line's libraries."""

from __future__ import annotations

import argparse
import re
import sys

from coopt.errors import CooptError
from coopt.training.command import Order, train

_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0}


def main(arguments: list[str] | None = None) -> int:
    """Train as told and return the exit code; errors are one line on stderr."""
    given = vars(_parser().parse_args(arguments))
    limit = given.pop("time_limit")
    try:
        order = Order(**given) if limit is None else Order(**given, limit_s=limit)
        ending = train(order)
    except CooptError as error:
        print(f"coopt.training: error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    if ending.text and not (ending.why == "done" and order.quiet):
        print(ending.text, file=sys.stderr)
    return 0


def seconds(text: str) -> float:
    """Read a duration such as ``90``, ``90s``, ``25m`` or ``1h``."""
    found = re.fullmatch(r"(\d+(?:\.\d*)?)\s*([smh]?)", text.strip(), re.ASCII)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no duration, expected one such as 25m")
    return float(found[1]) * _UNITS[found[2]]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m coopt.training", description=__doc__)
    parser.add_argument("recipe", help="file recipe.toml")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="", help="where to train")
    parser.add_argument("--time-limit", type=seconds, help="stop and save after so long: 25m")
    parser.add_argument("--out", default="", help="folder of checkpoints, curve and policy")
    parser.add_argument("--labels", default="", help="folder of labels, to share between runs")
    parser.add_argument("--labels-only", action="store_true", help="make the labels and end")
    parser.add_argument("--workers", type=int, default=0, help="processes that make labels")
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
