"""The results of a bench, on disk after every row, so that it can go on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from coopt import __version__
from coopt.bench.reference import Reference, parse_references
from coopt.bench.run import BenchRun, from_row
from coopt.bench.score import Score, row_of, score_all
from coopt.bench.summary import summarise
from coopt_cli.json_text import json_text
from coopt_cli.text_file import read_text


class Session:
    """The runs of a bench: those found in its results file, and those added."""

    def __init__(
        self,
        path: str | None,
        references: dict[str, Reference],
        limits: Mapping[str, Any],
        kept: list[BenchRun],
    ) -> None:
        self.path, self.references, self.limits, self.runs = path, references, limits, kept

    def has(self, file: str, method: str) -> bool:
        """Say whether a file was run with a method under these limits."""
        return any(
            (run.file, run.method) == (file, method) and run.settings == self.limits
            for run in self.runs
        )

    def add(self, run: BenchRun) -> None:
        """Keep a run, and save."""
        self.runs.append(run)
        self.save()

    def last(self) -> Score:
        """Return the score of the run added last."""
        return self.scores()[-1]

    def scores(self) -> list[Score]:
        """Score the runs made under these limits."""
        same = [run for run in self.runs if run.settings == self.limits]
        return score_all(same, self.references)

    def save(self) -> None:
        """Write the results file, atomically."""
        if self.path is None:
            return
        from coopt.write.atomic import write_atomic

        rows = [row_of(score) for score in score_all(self.runs, self.references)]
        content = {"coopt": __version__, "rows": rows, "summary": summarise(self.scores())}
        write_atomic(self.path, json_text(content, indent=1) + "\n")


def open_session(path: str | None, bks: str | None, limits: Mapping[str, Any]) -> Session:
    """Read the references, and the rows of a results file that exists."""
    references: dict[str, Reference] = {}
    if bks is not None:
        references = parse_references(read_text(bks).splitlines(), bks)
    return Session(path, references, limits, _kept(path))


def _kept(path: str | None) -> list[BenchRun]:
    if path is None or not Path(path).is_file():
        return []
    try:
        rows = json.loads(Path(path).read_text(encoding="utf-8"))["rows"]
        return [from_row(row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise click.UsageError(
            f"{path}: exists, but is no results file of a bench ({error}); name another"
        ) from None
