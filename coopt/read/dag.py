"""Read data or a Gram matrix, with knowledge beside it, as a problem of learning a graph."""

from __future__ import annotations

import os
import zipfile
from typing import Any, Literal, NamedTuple

import numpy as np

from coopt.errors import InstanceError, OptionError
from coopt.problem.csr import Floats
from coopt.problem.dag import Dag
from coopt.read.fields import stem
from coopt.read.knowledge import Knowledge, read_knowledge
from coopt.read.source import decode, read_bytes, source_name
from coopt.read.table import Table, numbers, read_table
from coopt.read.wording import FaultError, located

Input = Literal["auto", "data", "gram"]
DATA_KEYS = ("data", "X", "x")
GRAM_KEYS = ("gram", "S", "cov", "covariance")
SIZE_LIMIT = 4 * 1024**3


class Numbers(NamedTuple):
    """A table of numbers, the names of its columns, and which it is, if it says so."""

    values: Floats
    names: tuple[str, ...]
    kind: str = "auto"


def read_dag(
    path: str | os.PathLike[str],
    *,
    input: Input = "auto",
    score: str = "ls",
    knowledge: str | os.PathLike[str] | None = None,
    samples: int | None = None,
    standardise: bool = False,
    **parts: Any,
) -> Dag:
    """Read a problem of learning a graph.

    Parameters
    ----------
    path : str or path
        A table of numbers (CSV, TSV or blanks between, with a header or not), or a NumPy archive
        ``.npz`` with ``data`` or ``gram``, and ``names`` and ``samples`` if it likes.
    input : {"auto", "data", "gram"}
        What the numbers are; by itself a square symmetric table is a Gram matrix ``X'X / n``.
    score : str
        See `Dag`.
    knowledge : path, optional
        Tiers, forbidden and required edges; see `read_knowledge`.
    samples : int, optional
        Rows behind a Gram matrix.
    standardise : bool
        Whether to scale data to variance 1, or a Gram matrix to correlations.
    **parts
        Other parameters of `Dag`, such as ``penalty`` and ``strength``.

    Raises
    ------
    InstanceError
        If the file cannot be read, a cell is no finite number, a column is constant, or the
        knowledge names no column.
    OptionError
        If ``input`` is none of the three.

    Examples
    --------
    >>> from coopt.read import read_dag
    >>> problem = read_dag("sachs.txt", score="bic")  # doctest: +SKIP
    """
    if input not in ("auto", "data", "gram"):
        raise OptionError(f"input is {input!r}, expected auto, data or gram")
    name = os.fspath(path)
    where = source_name(name)
    table, count = _archive(name, where) if name.endswith(".npz") else (_table(name, where), None)
    kind = _kind(table) if input == "auto" else input
    names = table.names or tuple(f"x{j + 1}" for j in range(table.values.shape[1]))
    if knowledge is not None:
        beside = os.fspath(knowledge)
        parts |= _parts(read_knowledge(read_bytes(beside), source_name(beside), names))
    parts |= {"score": score, "name": stem(where)}
    try:
        if kind == "data":
            return Dag.from_data(table.values, names, standardise=standardise, **parts)
        gram = _correlations(table.values) if standardise else table.values
        return Dag(gram, samples=samples or count, names=names, **parts)
    except InstanceError as error:
        raise InstanceError(f"{where}: {error}") from None


def read_dag_table(data: bytes, where: str) -> Dag:
    """Read a table as `read_dag` does with nothing else said: least squares."""
    numbers_read = parse(decode(data, where), where)
    try:
        if _kind(numbers_read) == "data":
            return Dag.from_data(numbers_read.values, numbers_read.names, name=stem(where))
        return Dag(numbers_read.values, names=numbers_read.names, name=stem(where))
    except InstanceError as error:
        raise InstanceError(f"{where}: {error}") from None


def parse(text: str, where: str) -> Numbers:
    """Return the numbers of a table; a first row that is not of numbers names the columns."""
    marks = ",;\t"
    head = next((line for line in text.split("\n") if line.strip()), "")
    if not any(mark in head for mark in marks):
        text = "\n".join("\t".join(line.split()) for line in text.split("\n"))
    try:
        table = read_table(text)
        values = numbers(table, list(range(table.width)))
        _check_names(table)
    except FaultError as fault:
        raise located(where, fault) from None
    return Numbers(values, table.header)


def _check_names(table: Table) -> None:
    for j, name in enumerate(table.header):
        if not name:
            raise FaultError(table.first_line, f"column {j + 1} has no name in the header")


def _table(name: str, where: str) -> Numbers:
    data = read_bytes(name, expected="a table of numbers")
    return parse(decode(data, where), where)


def _archive(name: str, where: str) -> tuple[Numbers, int | None]:
    """Read a NumPy archive; nothing in it is executed."""
    try:
        size = sum(entry.file_size for entry in zipfile.ZipFile(name).infolist())
        if size > SIZE_LIMIT:
            raise InstanceError(f"{where}: unpacks to {size} bytes, more than {SIZE_LIMIT}")
        with np.load(name, allow_pickle=False) as archive:
            held = {key: archive[key] for key in archive.files}
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise InstanceError(f"{where}: cannot be read as a NumPy archive: {error}") from None
    for kind, keys in (("data", DATA_KEYS), ("gram", GRAM_KEYS)):
        key = next((key for key in keys if key in held), None)
        if key is not None:
            if held[key].dtype.kind not in "biuf" or held[key].ndim != 2:
                raise InstanceError(f"{where}: {key} is no table of numbers")
            names = tuple(str(text) for text in held.get("names", np.empty(0)).ravel())
            count = int(held["samples"]) if "samples" in held else None
            return Numbers(np.asarray(held[key], dtype=float), names, kind), count
    raise InstanceError(f"{where}: holds {', '.join(held) or 'nothing'}, expected data or gram")


def _kind(table: Numbers) -> str:
    if table.kind != "auto":
        return table.kind
    values = table.values
    square = values.shape[0] == values.shape[1]
    symmetric = square and bool(np.allclose(values, values.T, rtol=1e-9, atol=0.0))
    return "gram" if symmetric and bool((np.diag(values) > 0).all()) else "data"


def _correlations(gram: Floats) -> Floats:
    size = np.diag(gram)
    if not (size > 0).all():
        return gram
    scale = 1 / np.sqrt(size)
    return gram * np.outer(scale, scale)


def _parts(known: Knowledge) -> dict[str, Any]:
    return {"tiers": known.tiers, "forbidden": known.forbidden, "required": known.required}
