"""The bulk readers of MPS sections agree with the careful ones wherever they answer."""

from __future__ import annotations

import random
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from coopt.errors import InstanceError
from coopt.problem.milp import Milp
from coopt.read.mps import read_mps
from coopt.read.source import read_bytes
from tests.read.corpora import DATA
from tests.read.same_milp import differences
from tests.read.test_mps import MARK, text

SMALL = 60_000
FILES = [path for path in sorted(DATA.glob("mip/**/*.mps*")) if path.stat().st_size < SMALL]
BULK = [
    "coopt.read.mps.read_columns_bulk",
    "coopt.read.mps_bounds.read_bounds_bulk",
    "coopt.read.mps_rows._declared_bulk",
    "coopt.read.mps_sides._right_sides_bulk",
]
SEED = text(
    columns=MARK.format(1, "INTORG")
    + " x o 1 a 1\n x b 2.5\n"
    + MARK.format(2, "INTEND")
    + " y o 2 a 1\n y c 1\n",
    rest="BOUNDS\n UP B x 3\n FR B y\n",
)


def careful(data: bytes) -> Milp | str:
    with pytest.MonkeyPatch.context() as patch:
        for name in BULK:
            module, _, function = name.rpartition(".")
            patch.setattr(import_module(module), function, lambda *_: None)
        return outcome(data)


def outcome(data: bytes) -> Milp | str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return read_mps(data, "f")
        except InstanceError as error:
            return str(error)


def agree(one: Any, other: Any) -> bool:
    if isinstance(one, Milp) and isinstance(other, Milp):
        return not differences(one, other)
    return bool(one == other)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_bulk_and_careful_reading_agree_on_real_files(path: Path) -> None:
    data = read_bytes(str(path))
    assert agree(outcome(data), careful(data))


@pytest.mark.parametrize("seed", range(300))
def test_bulk_and_careful_reading_agree_on_damaged_files(seed: int) -> None:
    rng = random.Random(seed)
    fields = SEED.split(" ")
    for _ in range(rng.randint(1, 2)):
        k = rng.randrange(len(fields))
        fields[k] = rng.choice(["", fields[rng.randrange(len(fields))], "1e30", "0", "-1", "$"])
    data = " ".join(fields).encode()
    assert agree(outcome(data), careful(data))
