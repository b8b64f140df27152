from __future__ import annotations

import math
import warnings
from fractions import Fraction

import pytest

from coopt.errors import InstanceError, ReadWarning
from coopt.problem.csr import dense
from coopt.problem.milp import Indicator, Milp, Sos
from coopt.read.lp import read_lp

INF = math.inf


def text(
    rows: str = " c1: x + y <= 4\n",
    objective: str = " obj: x + 2 y",
    rest: str = "",
    end: str = "End\n",
) -> str:
    return f"Minimize\n{objective}\nSubject To\n{rows}{rest}{end}"


def parse(content: str) -> Milp:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return read_lp(content.encode(), "f")


def refusal(content: str) -> str:
    with pytest.raises(InstanceError) as caught:
        read_lp(content.encode(), "f")
    assert str(caught.value).isprintable()
    return str(caught.value)


def test_a_plain_file() -> None:
    problem = parse(text())
    assert problem.variable_names == ("x", "y")
    assert problem.row_names == ("c1",)
    assert problem.c.tolist() == [1, 2]
    assert dense(problem.a).tolist() == [[1, 1]]
    assert (problem.row_lower[0], problem.row_upper[0]) == (-INF, 4)
    assert (problem.lower.tolist(), problem.upper.tolist()) == ([0, 0], [INF, INF])


def test_repeated_terms_and_constants_of_the_objective_add_up() -> None:
    problem = parse("max\n 2 x + 3 x + y + 7 - 1\nst\n x - y <= 1\nend")
    assert problem.maximise
    assert problem.c.tolist() == [-5, -1]
    assert problem.offset == -6


def test_sums_are_exact() -> None:
    problem = parse(text(objective=" obj: 0.1 x + 0.2 x + 1e15 y + 0.123456 y"))
    assert problem.c[0] == 0.3
    assert problem.exact == {"c": {1: 10**15 + Fraction("0.123456")}}


@pytest.mark.parametrize(
    ("row", "entries", "sides"),
    [
        ("c: x + y >= 2", [1, 1], (2, INF)),
        ("c: - x + 3y =< 2", [-1, 3], (-INF, 2)),
        ("c: 3 x - 2.5 y => -2", [3, -2.5], (-2, INF)),
        ("c: + -3 x + y = 2", [-3, 1], (2, 2)),
        ("c: x + y < 2", [1, 1], (-INF, 2)),
        ("c: -5 <= x + y <= 5", [1, 1], (-5, 5)),
        ("c: 5 >= x + y >= -5", [1, 1], (-5, 5)),
        ("c: 2 <= x", [1, 0], (2, INF)),
        ("c: -inf <= x <= 3", [1, 0], (-INF, 3)),
        ("c: 3 x + 2 >= 5", [3, 0], (3, INF)),
        ("c: x + x - y <= 1", [2, -1], (-INF, 1)),
        ("c: x + 0 y <= 1e30", [1, 0], (-INF, INF)),
        ("c: x\n + y\n <= \n 1", [1, 1], (-INF, 1)),
        ("x + y <= 1", [1, 1], (-INF, 1)),
    ],
)
def test_constraints(row: str, entries: list[float], sides: tuple[float, float]) -> None:
    problem = parse(text(f" {row}\n"))
    assert dense(problem.a).tolist() == [entries]
    assert (problem.row_lower[0], problem.row_upper[0]) == sides


@pytest.mark.parametrize(
    ("lines", "box"),
    [
        (" x <= 5", (0, 5)),
        (" x >= 2", (2, INF)),
        (" 2 <= x", (2, INF)),
        (" -3 <= x <= 5", (-3, 5)),
        (" 5 >= x >= -3", (-3, 5)),
        (" x = 3", (3, 3)),
        (" x free", (-INF, INF)),
        (" x FREE", (-INF, INF)),
        (" -inf <= x <= +Infinity", (-INF, INF)),
        (" x >= -1e30", (-INF, INF)),
        (" x >= 1\n x <= 4", (1, 4)),
        (" x >= 5\n x <= 4", (5, 4)),
    ],
)
def test_bounds(lines: str, box: tuple[float, float]) -> None:
    problem = parse(text(rest=f"Bounds\n{lines}\n"))
    assert (problem.lower[0], problem.upper[0]) == box


@pytest.mark.parametrize("word", ["General", "GENERALS", "gen", "Integer", "integers", "int"])
def test_integer_sections(word: str) -> None:
    problem = parse(text(rest=f"{word}\n x\n"))
    assert problem.integer.tolist() == [True, False]
    assert problem.upper[0] == INF


@pytest.mark.parametrize("word", ["Binary", "binaries", "BIN"])
def test_binary_sections(word: str) -> None:
    problem = parse(text(rest=f"bounds\n x <= 0\n{word}\n x y\n"))
    assert problem.integer.tolist() == [True, True]
    assert problem.upper.tolist() == [0, 1]


@pytest.mark.parametrize("word", ["Subject To", "SUCH THAT", "s.t.", "st", "subject  to"])
def test_words_that_open_the_constraints(word: str) -> None:
    assert parse(text().replace("Subject To", word)).a.shape == (1, 2)


@pytest.mark.parametrize("word", ["Semi-continuous", "semi", "SEMIS"])
def test_semicontinuous_variables(word: str) -> None:
    problem = parse(text(rest=f"bounds\n 1 <= x <= 5\n{word}\n x\n"))
    assert problem.semicontinuous.tolist() == [True, False]
    assert (problem.lower[0], problem.upper[0]) == (1, 5)


def test_special_ordered_sets() -> None:
    rest = "SOS\n s: S2:: x:2\n  y:1\n S1:: x:1 y:2\n"
    expected = (Sos(2, (1, 0), (1.0, 2.0), "s"), Sos(1, (0, 1), (1.0, 2.0)))
    assert parse(text(rest=rest)).sos == expected
    assert parse(text(rest="sos2\n s: x:2 y:1\n")).sos == expected[:1]


def test_indicators_may_use_a_variable_declared_later() -> None:
    problem = parse(text(" c1: b = 1 -> x + y <= 4\n b = 0 -> x >= 1\n", rest="Binary\n b\n"))
    assert problem.indicators == (Indicator(0, 2, 1), Indicator(1, 2, 0))


def test_keywords_as_names_where_they_can_only_be_names() -> None:
    rows = " st: x + y <= 4\n end + bin >= 1\n bounds: bin\n - end <= 3\n"
    problem = parse(text(rows))
    assert problem.row_names == ("st", "c2", "bounds")
    assert problem.variable_names == ("x", "y", "end", "bin")


def test_comments_and_text_after_the_end() -> None:
    content = "\\ a \\ b\n" + text(" c1: x \\ <= 3\n + y <= 4\n") + "rubbish <= <=\n"
    assert parse(content).row_upper.tolist() == [4]


def test_an_empty_objective() -> None:
    assert parse(text(objective=" obj:")).c.tolist() == [0, 0]


def test_unnamed_rows_get_free_names() -> None:
    assert parse(text(" c2: x >= 1\n y >= 1\n")).row_names == ("c2", "c2_")


WARNED = [
    (text(rest="Bounds\n x <= -2\n"), "keeps its lower bound 0"),
    (text(rest="Bounds\n x <= 2\n x <= 3\n"), "the last one counts"),
    (text(rest="Bounds\n x <= 5\nBinary\n x\n"), "is read as binary"),
    (text(rest="Binary\n x", end=""), "has no End"),
]


@pytest.mark.parametrize(("content", "message"), WARNED)
def test_conventions_are_warned_about_once(content: str, message: str) -> None:
    with pytest.warns(ReadWarning, match=message) as caught:
        read_lp(content.encode(), "f")
    assert len(caught) == 1


ROWS = [
    ("c1: x + y >=", "truncated"),
    ("c1: x + y >= >= 1", "'>=' found, expected a number"),
    ("c1: 1e400 x >= 1", "too large"),
    ("c1: x + y 4", "expected a relation"),
    ("c1: x >= y", "'y' is not a decimal number"),
    ("c1: x + y >= 15abc", "'15abc'"),
    ("c1: 15abc x >= 1", "expected a relation"),
    ("c1: x + y >= 2,5", "'2,5'"),
    ("c1: 2,5 x >= 1", "'2,5'"),
    ("c1: x >= 0x14", "'0x14'"),
    ("c1: 0x14 + x >= 1", "'0x14'"),
    ("c1: x >= 4.5.0", "'4.5.0'"),
    ("c1: x >= --45", "'-' found"),
    ("c1: - - x >= 4", "signs"),
    ("c1: NaN x >= 4", "'NaN'"),
    ("c1: x >= nan", "'nan'"),
    ("c1: x^2 >= 4", "quadratic"),
    ("c1: [ x ] >= 4", "quadratic"),
    ("c1: x * y >= 4", "quadratic"),
    ("c1: x + y <= 4 5", "expected a line end"),
    ("c1: 5 >= x + y <= 6", "different ways"),
    ("c1: 0 >= 5", "no variables"),
    ("c1 x + y <= 4", "expected a relation"),
    ("c1: x <= -inf", "no value"),
    ("c1: b = 2 -> x <= 1", "expected 0 or 1"),
    ("c1: b = 1 -> x <= 1", "not binary"),
]


@pytest.mark.parametrize(("row", "message"), ROWS)
def test_wrong_constraints_are_refused_with_their_line(row: str, message: str) -> None:
    found = refusal(text(f" c0: x >= 0\n {row}\n"))
    assert found.startswith("f:5: ")
    assert message in found


RESTS = [
    ("Bounds\n z <= 4\n", "names variable 'z'"),
    ("Bounds\n z free\n", "names variable 'z'"),
    ("Bounds\n 2 x <= 4\n", "expected a relation"),
    ("Bounds\n x <= \n", "expected a number"),
    ("Bounds\n x <= 1 2\n", "end of the line"),
    ("Bounds\n x <= -inf\n", "leaves no value"),
    ("Bounds\n 1 <= x >= 2\n", "on one side"),
    ("General\n z\n", "names variable 'z'"),
    ("SOS\n s: S3:: x:1\n", "no kind of a set"),
    ("SOS\n s: S1:: z:1\n", "names variable 'z'"),
    ("SOS\n s: S1:: x:1 x:2\n", "twice"),
    ("SOS\n s: S1:: x 1\n", "a colon"),
    ("Foobar\n x\n", "expected a relation"),
]


@pytest.mark.parametrize(("rest", "message"), RESTS)
def test_wrong_sections_are_refused_with_their_line(rest: str, message: str) -> None:
    found = refusal(text(rest=rest))
    assert found.startswith("f:6: ")
    assert message in found


FILES = [
    (text(end=""), 4, "without End"),
    (text(end="En"), 5, "truncated"),
    (text(end="").replace("Subject To", "Subject\tTo"), 4, "section Subject To"),
    (text(rest="Maximize\n x\n"), 5, "second objective"),
    (text(rest="Lazy Constraints\n l: x <= 1\n"), 5, "not supported"),
    (text(rest="General Constraints\n g: x = MAX(y)\n"), 5, "not supported"),
    (text(" c1: x >= 1\n c1: y >= 1\n"), 5, "two constraints have the name 'c1'"),
    ("Subject To\n x >= 1\nEnd\n", 1, "expected Minimize or Maximize"),
    ("NAME t\nROWS\n N o\nENDATA\n", 1, "looks like an MPS file"),
    ("max: 3x+2y;\n", 1, "expected Minimize"),
]


@pytest.mark.parametrize(("content", "line", "message"), FILES)
def test_wrong_files_are_refused_with_their_line(content: str, line: int, message: str) -> None:
    found = refusal(content)
    assert found.startswith(f"f:{line}: ")
    assert message in found
