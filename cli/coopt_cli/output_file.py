"""Checks of the files that a command line tells coopt to write, before any work is done."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

_SOLUTION = (".sol", ".tour", ".mst", ".json", ".csv", ".graphml", ".dot")
_PLOT = (".svg",)


def check_output(path: str | None, inputs: Iterable[str | None] = ()) -> None:
    """Refuse an output file that could not be written at the end, or that is one of the inputs."""
    if path is None or path == "-":
        return
    target = Path(path)
    if target.is_dir():
        raise click.UsageError(f"{path}: is a directory")
    if not target.parent.is_dir():
        raise click.UsageError(f"{path}: there is no directory {target.parent}")
    if any(_same_file(path, other) for other in inputs if other is not None):
        raise click.UsageError(f"{path}: is an input of this command; write to another file")


def check_outputs(file: str, given: Mapping[str, str | None]) -> None:
    """Check all that ``coopt solve`` may write, by the names of its parameters."""
    output, plot = given["output"], given["plot"]
    if output is not None and not _ends_in(output.removesuffix(".gz"), _SOLUTION):
        raise click.UsageError(f"{output}: the name of a solution ends in {_some(_SOLUTION)}")
    if plot and plot != "-" and not (_ends_in(plot, _PLOT) or _is_special(plot)):
        raise click.UsageError(f"{plot}: a plot is drawn as SVG; its name ends in .svg")
    # To go on from a solution and improve it in place is fine.
    check_output(output, (file,))
    others = {"--json": given["json_path"], "--events": given["events_path"], "--plot": plot}
    for path in others.values():
        check_output(path, (file, given["start"]))
    printed = [f"{option} -" for option, path in others.items() if path == "-"]
    if len(printed) > 1:
        raise click.UsageError(f"{' and '.join(printed)} cannot share standard output")


def _some(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _ends_in(path: str, suffixes: Iterable[str]) -> bool:
    return Path(path).suffix.lower() in suffixes


def _is_special(path: str) -> bool:
    return Path(path).exists() and not Path(path).is_file()


def _same_file(output: str, given: str) -> bool:
    source = "/dev/stdin" if given == "-" else given
    try:
        return Path(output).is_file() and os.path.samefile(output, source)
    except OSError:
        return False
