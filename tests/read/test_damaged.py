"""Whatever is done to a file, it is read or refused with one line that names it."""

from __future__ import annotations

import random
import warnings

import pytest

from coopt.errors import InstanceError
from coopt.read.instance import FORMATS, _reader

TEXTS = {
    "json": [
        '{"type": "cvrp", "capacity": 5, "demand": [0, 2, 3],\n "distances": {"rule": "EUC_2D",'
        ' "points": [[0, 0], [1, 2.5], [3, 4]]}, "vehicles": 2}',
        '{"type": "mis", "n": 3, "edges": [[0, 1]], "weight": [1, 2, 3e0]}',
    ],
    "csv": ["x,y,demand,capacity\n1,2,0,5\n2.5,3,4,\n", ",a,b\na,0,1\nb,2,0\n", "1;2,5\n3;4\n"],
    "knapsack": ["2 5\n3 1\n4 2.5\n", "2\n1 3 1\n2 4 2.5\n5\n"],
    "dimacs": ["c x\np edge 3 2\nn 1 2.5\ne 1 2\ne 2 3\n"],
    "edges": ["# Nodes: 4\n0 1\n1 2 {}\n", "% 1-based\n1,2\n"],
    "metis": ["3 2 11\n1 2 5\n1 1 5 3 5\n1 2 5\n"],
    "uniform": [
        "0 0 3 0 0 4 output 1 2 3 1\n",
        "depot,0,0,customer,3,4,6,8,capacity,5,demand,2,3,cost,2.0,node_flag,2,1,1,1\n",
    ],
}
PIECES = [b"", b"-", b"1", b"0", b"9" * 25, b"1e400", b"nan", b"\n", b" ", b",", b";", b"\t", b'"',
          b"{", b"]", b"null", b"true", b"x", b"\xff", b"\x00", b"#", b"."]  # fmt: skip


def damaged(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 3)):
        at = rng.randint(0, len(data))
        to = min(len(data), at + rng.choice([0, 1, 1, 2, 8]))
        data = data[:at] + rng.choice(PIECES) + data[to:]
    return data


@pytest.mark.parametrize("format", TEXTS)
def test_damaged_files_are_read_or_refused(format: str) -> None:
    rng, read, refused = random.Random(format), _reader(format), 0
    assert format in FORMATS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(600):
            data = damaged(rng.choice(TEXTS[format]).encode(), rng)
            try:
                read(data, "file")
            except InstanceError as error:
                refused += 1
                assert str(error).startswith("file:")
                assert str(error).isprintable()
    assert refused > 150
