from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from coopt.errors import InstanceError
from coopt.problem.knapsack import Knapsack
from coopt.read import read
from coopt.read.problem_json import SHAPES, read_problem_json
from coopt.write import write
from coopt.write.problem_json import problem_json_text
from tests.read.corpora import DATA
from tests.read.problems import content, problems

LINE = '"distances": {"rule": "EUCLIDEAN", "points": [[0, 0], [3, 4], [6, 8]]}'


def parse(text: str) -> Any:
    return read_problem_json(text.encode(), "a.json")


@given(problems())
def test_every_problem_is_read_back_as_it_was(problem: Any) -> None:
    assert content(parse(problem_json_text(problem))) == content(problem)


def test_files_may_be_packed(tmp_path: Path) -> None:
    problem = parse(f'{{"type": "mtsp", "salesmen": 2, {LINE}}}')
    write(problem, tmp_path / "a.json.gz")
    assert gzip.decompress((tmp_path / "a.json.gz").read_bytes()).startswith(b'{"type": "mtsp"')
    assert content(read(tmp_path / "a.json.gz")) == content(problem)


def test_a_knapsack_may_be_stated_without_a_type() -> None:
    problem = parse('{"values": [3, 4], "weights": [1, 2.5], "capacity": 3}')
    assert isinstance(problem, Knapsack)
    assert problem.value.tolist() == [3.0, 4.0]
    assert problem.weight.tolist() == [1.0, 2.5]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('{"type": "tsp",\n "distances": [1, 2', ":2: not JSON"),
        ("[1]", ":1: this JSON is no object"),
        ("{}", "the key 'type' is missing"),
        ('{"type": "vrptw"}', "type is 'vrptw', expected one of tsp, cvrp, op"),
        ('{"type": ["tsp"]}', "type is no text"),
        ('{"type": "tsp"}', "the key 'distances' is missing"),
        (f'{{"type": "tsp", {LINE}, "speed": 3}}', "the key 'speed' is unknown (known: dist"),
        (f'{{"type": "tsp", {LINE}, {LINE}}}', "has the name 'distances' twice"),
        (f'{{"type": "mtsp", {LINE}, "salesmen": 2.5}}', "salesmen is no whole number"),
        (f'{{"type": "mtsp", {LINE}, "salesmen": true}}', "salesmen is no whole number"),
        (f'{{"type": "mtsp", {LINE}, "salesmen": 0}}', "there are 0 salesmen"),
        (f'{{"type": "op", {LINE}, "prize": [0, 1], "budget": 9}}', "prize has shape (2,)"),
        (f'{{"type": "op", {LINE}, "prize": [0, null, 2], "budget": 9}}', "prize[1] is no num"),
        (f'{{"type": "op", {LINE}, "prize": [0, NaN, 2], "budget": 9}}', "is NaN, no number"),
        (f'{{"type": "op", {LINE}, "prize": [0, 1, 2], "budget": 1e999}}', "too large"),
        (f'{{"type": "op", {LINE}, "prize": [0, 1, 2], "budget": 1{"0" * 400}}}', "too large"),
        (
            f'{{"type": "op", {LINE}, "prize": [0, 1, 2], "budget": 9, "numbering": [0, 2, 2]}}',
            "the numbering is no permutation",
        ),
        ('{"type": "tsp", "distances": {"points": [[1, 2]]}}', "'rule' in distances is missing"),
        ('{"type": "tsp", "distances": {"rule": "EXPLICIT"}}', "needs the key 'matrix'"),
        ('{"type": "tsp", "distances": {"rule": "X", "points": [[1, 2]]}}', "no distance rule X"),
        (
            '{"type": "tsp", "distances": {"rule": "EUC_2D", "points": [[1, 2], [3]]}}',
            "distances.points[1] has length 1, expected 2",
        ),
        (
            '{"type": "tsp", "distances": {"rule": "EXPLICIT", "matrix": [[0, 1]]}}',
            "shape (1, 2)",
        ),
        ('{"type": "tsp", "distances": 3}', "distances is no object"),
        ('{"type": "mis", "n": 3, "edges": [[0, 3]]}', "edge (0, 3)"),
        ('{"type": "mis", "n": 3, "edges": [[0, 1.5]]}', "pairs of whole numbers"),
        ('{"type": "mis", "n": 1000000000000, "edges": []}', "n is 1000000000000"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_wrong_is_named(text: str, part: str) -> None:
    with pytest.raises(InstanceError) as caught:
        parse(text)
    assert str(caught.value).startswith("a.json:")
    assert part in str(caught.value)


@pytest.mark.parametrize("kind", SHAPES)
def test_each_missing_key_is_named(kind: str) -> None:
    for key in SHAPES[kind].required:
        others = ", ".join(f'"{k}": 1' for k in SHAPES[kind].required if k != key)
        with pytest.raises(InstanceError, match=f"the key '{key}' is missing"):
            parse(f'{{"type": "{kind}"{", " if others else ""}{others}}}')


def test_the_cut_file_of_the_shared_set_is_refused_by_line() -> None:
    path = DATA / "bad_inputs" / "truncated.json"
    if not path.exists():
        pytest.skip("the shared set is not here")
    with pytest.raises(InstanceError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}:1: not JSON")
