"""Read an instance of any known format."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Callable
from itertools import islice
from pathlib import PurePath
from typing import Any, NamedTuple

from coopt.errors import InstanceError, OptionError
from coopt.read.decimals import GRAMMAR
from coopt.read.fields import content_lines
from coopt.read.source import COMPRESSED_SUFFIXES, read_bytes, source_name
from coopt.read.wording import LEARNING


class Format(NamedTuple):
    """A format: its reader as ``module:function``, its suffixes, and how its text begins."""

    reader: str
    suffixes: tuple[str, ...]
    begins: str


# What a TSPLIB file begins with; an MPS file's NAME has no colon.
_TSPLIB = (
    r"(?:[ \t]*[A-Z][A-Z_]*[ \t]*:[^\n]*\n|[ \t]*\n)*?"
    r"[ \t]*(?:TYPE|DIMENSION|EDGE_WEIGHT_TYPE)[ \t]*:"
)
FORMATS: dict[str, Format] = {
    "tsp": Format("coopt.read.tsplib:read_tsplib", (".tsp", ".atsp"), _TSPLIB),
    "vrp": Format("coopt.read.tsplib:read_tsplib", (".vrp",), _TSPLIB),
    "oplib": Format("coopt.read.tsplib:read_tsplib", (".oplib", ".op"), _TSPLIB),
    "mps": Format(
        "coopt.read.mps:read_mps",
        (".mps", ".sif", ".qps"),
        r"(?:\*[^\n]*\n|[ \t]*\n)*(?:NAME|ROWS|OBJSENSE|OBJNAME)\b",
    ),
    "lp": Format(
        "coopt.read.lp:read_lp",
        (".lp", ".lpt"),
        r"(?:[ \t]*(?:\\[^\n]*)?\n)*[ \t]*(?:min|max)(?:imi[sz]e|imum)?\b",
    ),
    "json": Format("coopt.read.problem_json:read_problem_json", (".json",), r"\s*\{"),
    "csv": Format("coopt.read.table_problem:read_table_problem", (".csv", ".tsv"), ""),
    "knapsack": Format("coopt.read.knapsack:read_knapsack", (".kp", ".knapsack"), ""),
    "dimacs": Format(
        "coopt.read.dimacs:read_dimacs",
        (".col", ".clq", ".mis"),
        r"(?:c[^\n]*\n|[ \t]*\n)*p\s+(?:edge|edges|col)\b",
    ),
    "edges": Format("coopt.read.edge_list:read_edge_list", (".edges", ".edgelist"), ""),
    "metis": Format("coopt.read.metis:read_metis", (".graph",), ""),
    "uniform": Format(
        "coopt.read.uniform:read_uniform",
        (),
        r"\s*(?:depot,|(?:[-+.\deE]+[ \t]+){6}[-+.\deE \t]*(?:output|\n|\Z))",
    ),
}

SNIFFED = 1 << 16
NUMBERED = re.compile(r"(.+):([1-9][0-9]{0,8})", re.DOTALL)


def read(path: str | os.PathLike[str], format: str | None = None) -> Any:
    """Read an instance.

    Parameters
    ----------
    path : str or path
        File name, or ``-`` for standard input. Compressed files (gzip, bzip2, xz, zstandard)
        are known by their first bytes. ``FILE:K`` is the K-th instance, from 1 on, of a text file
        with one instance a line.
    format : str, optional
        Name of the format; without it the suffix decides, then how the content begins.

    Returns
    -------
    problem
        `Milp` or another problem of `coopt.problem`.

    Raises
    ------
    InstanceError
        If the file cannot be read; the message is one line and names the file and,
        for text, the line.
    OptionError
        If there is no such format.

    Examples
    --------
    >>> from coopt.read import read
    >>> problem = read("model.mps.gz")  # doctest: +SKIP
    """
    name = os.fspath(path)
    if format is not None and format not in FORMATS:
        raise OptionError(f"unknown format {format!r}, expected one of {', '.join(FORMATS)}")
    several = NUMBERED.fullmatch(name)
    if several and not os.path.exists(name) and os.path.exists(several[1]):
        from coopt.read.uniform import read_numbered

        return read_numbered(several[1], int(several[2]))
    if name.lower().endswith(".npz") and os.path.isfile(name):
        raise InstanceError(f"{source_name(name)}: this is a NumPy archive; {LEARNING}")
    data = read_bytes(name)
    chosen = format or format_of_suffix(name) or format_of_content(data)
    if chosen is None and is_table(data):
        raise InstanceError(
            f"{source_name(name)}:1: a table of numbers of unknown format; {LEARNING}, --format csv"
            " as distances or coordinates"
        )
    if chosen is None:
        raise InstanceError(
            f"{source_name(name)}:1: unknown format: neither the suffix nor the first line shows"
            f" one of {', '.join(FORMATS)}; name it with --format (in Python format=)"
        )
    return _reader(chosen)(data, source_name(name))


def format_of_suffix(name: str) -> str | None:
    """Return the format that a file name's suffix stands for, behind one of compression."""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    if suffixes and suffixes[-1] in COMPRESSED_SUFFIXES:
        suffixes.pop()
    for key, known in FORMATS.items():
        if suffixes and suffixes[-1] in known.suffixes:
            return key
    return None


def format_of_content(data: bytes) -> str | None:
    """Return the format whose first words the content has."""
    head = data[:SNIFFED].replace(b"\r", b"").decode("latin-1")
    for key, known in FORMATS.items():
        if known.begins and re.match(known.begins, head, re.IGNORECASE):
            return key
    return None


def is_table(data: bytes) -> bool:
    """Say whether the second line holds two numbers or more, as in a table with a header."""
    head = data[:SNIFFED].replace(b"\r", b"\n").decode("latin-1")
    row = next((shown for _, shown in islice(content_lines(head, ("#",)), 1, None)), "")
    cells = re.split(r"[,;\s]+", row)
    return len(cells) > 1 and all(GRAMMAR.match(cell) for cell in cells)


def _reader(key: str) -> Callable[[bytes, str], Any]:
    module, _, function = FORMATS[key].reader.partition(":")
    reader: Callable[[bytes, str], Any] = getattr(importlib.import_module(module), function)
    return reader
