from __future__ import annotations

import math
import warnings
from fractions import Fraction

import pytest

from coopt.errors import InstanceError, ReadWarning
from coopt.problem.csr import dense
from coopt.problem.milp import Indicator, Milp, Sos
from coopt.read.mps import read_mps

INF = math.inf
MARK = "    M{} 'MARKER' '{}'\n"


def text(
    rows: str = " N o\n L a\n G b\n E c\n",
    columns: str = " x o 1 a 1\n x b 1\n y o 2 a 1\n y c 1\n",
    rhs: str = " R a 4 b 1\n R c 2\n",
    rest: str = "",
    head: str = "NAME t\n",
) -> str:
    return f"{head}ROWS\n{rows}COLUMNS\n{columns}RHS\n{rhs}{rest}ENDATA\n"


def parse(content: str) -> Milp:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return read_mps(content.encode(), "f")


def refusal(content: str) -> str:
    with pytest.raises(InstanceError) as caught:
        read_mps(content.encode(), "f")
    message = str(caught.value)
    assert message.isprintable()
    return message


def test_a_plain_file() -> None:
    problem = parse(text())
    assert problem.name == "t"
    assert problem.variable_names == ("x", "y")
    assert problem.row_names == ("a", "b", "c")
    assert problem.c.tolist() == [1, 2]
    assert dense(problem.a).tolist() == [[1, 1], [1, 0], [0, 1]]
    assert problem.row_lower.tolist() == [-INF, 1, 2]
    assert problem.row_upper.tolist() == [4, INF, 2]
    assert (problem.lower.tolist(), problem.upper.tolist()) == ([0, 0], [INF, INF])


@pytest.mark.parametrize("head", ["OBJSENSE\n    MAX\n", "OBJSENSE MAXIMIZE\n", "OBJSENSE\nMAX\n"])
def test_maximisation_is_stored_negated(head: str) -> None:
    problem = parse(text(head=head, rhs=" R o 10\n"))
    assert problem.maximise
    assert problem.c.tolist() == [-1, -2]
    # The constant is -10 in the file's sense.
    assert problem.offset == 10


def test_the_objective_entry_of_rhs_is_minus_the_constant() -> None:
    assert parse(text(rhs=" R o -7\n")).offset == 7


def test_other_free_rows_are_dropped() -> None:
    rows = " N o\n N p\n L a\n"
    content = text(rows, " x o 1 p 5\n x a 1\n", " R p 3 a 2\n")
    assert parse(content).c.tolist() == [1]
    assert parse(content).offset == 0
    named = parse("OBJNAME\n p\n" + content.removeprefix("NAME t\n"))
    assert (named.c.tolist(), named.offset) == ([5], -3)


@pytest.mark.parametrize(
    ("row", "size", "sides"),
    [
        ("a", "2", (2, 4)),
        ("a", "-2", (2, 4)),
        ("b", "2", (1, 3)),
        ("b", "-2", (1, 3)),
        ("c", "3", (2, 5)),
        ("c", "-3", (-1, 2)),
        ("c", "0", (2, 2)),
        ("a", "inf", (-INF, 4)),
    ],
)
def test_ranges(row: str, size: str, sides: tuple[float, float]) -> None:
    problem = parse(text(rest=f"RANGES\n G {row} {size}\n"))
    i = problem.row_names.index(row)
    assert (problem.row_lower[i], problem.row_upper[i]) == sides


def test_ranges_are_exact() -> None:
    problem = parse(text(rhs=" R a 0.3\n", rest="RANGES\n G a 0.1\n"))
    assert problem.row_lower[0] == 0.2
    assert problem.exact == {}
    problem = parse(text(rhs=" R a 1e15\n", rest="RANGES\n G a 0.123456\n"))
    assert problem.exact["row_lower"] == {0: Fraction(10**15) - Fraction("0.123456")}


BOUNDS = [
    ("", (0, INF)),
    (" UP B x 3\n", (0, 3)),
    (" LO B x 3\n", (3, INF)),
    (" LO B x 5\n UP B x 3\n", (5, 3)),
    (" FX B x 3\n", (3, 3)),
    (" FR B x\n", (-INF, INF)),
    (" MI B x\n UP B x 4\n", (-INF, 4)),
    (" PL B x\n", (0, INF)),
    (" BV B x\n", (0, 1)),
    (" BV B x 1\n", (0, 1)),
    (" UP x 3\n", (0, 3)),
    (" FR x\n", (-INF, INF)),
    (" UP B x 1e30\n LO B x -inf\n", (-INF, INF)),
    (" UP B x -2\n LO B x -5\n", (-5, -2)),
    (" LO B x 0\n UP B x -2\n", (0, -2)),
    (" BV B x\n UP B x 1\n", (0, 1)),
]


@pytest.mark.parametrize(("lines", "box"), BOUNDS)
def test_bounds(lines: str, box: tuple[float, float]) -> None:
    problem = parse(text(rest=f"BOUNDS\n{lines}"))
    assert (problem.lower[0], problem.upper[0]) == box
    assert (problem.lower[1], problem.upper[1]) == (0, INF)


@pytest.mark.parametrize(
    ("lines", "box"),
    [
        ("", (0, 1)),
        (" LO B x 0\n", (0, INF)),
        (" PL B x\n", (0, INF)),
        (" UP B x 8\n", (0, 8)),
        (" MI B x\n", (-INF, INF)),
    ],
)
def test_a_marker_integer_without_bounds_is_binary(lines: str, box: tuple[float, float]) -> None:
    columns = MARK.format(1, "INTORG") + " x o 1 a 1\n" + MARK.format(2, "INTEND") + " y o 1 a 1\n"
    problem = parse(text(columns=columns, rest=f"BOUNDS\n{lines}"))
    assert problem.integer.tolist() == [True, False]
    assert (problem.lower[0], problem.upper[0]) == box


def test_kinds_of_bounds_that_set_the_type() -> None:
    columns = " u o 1\n v o 1\n w o 1\n s o 1\n t o 1\n"
    rest = "BOUNDS\n LI B u 2\n UI B v 5\n BV B w\n SC B s 9\n LO B s 2\n SI B t 4\n"
    problem = parse(text(columns=columns, rest=rest))
    assert problem.integer.tolist() == [True, True, True, False, True]
    assert problem.semicontinuous.tolist() == [False, False, False, True, True]
    assert problem.lower.tolist() == [2, 0, 0, 2, 0]
    assert problem.upper.tolist() == [INF, 5, 1, 9, 4]


def test_names_with_blanks_need_the_fixed_format() -> None:
    content = (
        "NAME          SPACES\nROWS\n N  COST ROW\n L  CAP  ONE\nCOLUMNS\n"
        "    X  ONE    COST ROW  2.0            CAP  ONE  1.0\n"
        "    X  TWO    COST ROW  3.0\nRHS\n    RHS SET   CAP  ONE  10.0\n"
        "BOUNDS\n UP BND SET   X  ONE    1.0\nENDATA\n"
    )
    problem = parse(content)
    assert problem.variable_names == ("X  ONE", "X  TWO")
    assert problem.row_names == ("CAP  ONE",)
    assert problem.upper.tolist() == [1, INF]
    assert ":7: " in refusal(content.replace("    X  TWO    COST ROW", "    X  TWO    COST XYZ"))


def test_comments_blank_lines_exponents_and_what_follows_the_end() -> None:
    content = text(columns="* remark\n\n x o 1.0D1 a 1e0 $ remark\n", rest="RANGES\nBOUNDS\n")
    problem = parse(content + "\0 anything\nROWS\n")
    assert problem.c.tolist() == [10]


def test_sections_as_column_names() -> None:
    problem = parse(text(columns=" RHS o 1\n ROWS a 1\n ENDATA a 2\n", rhs=" RHS a 4\n"))
    assert problem.variable_names == ("RHS", "ROWS", "ENDATA")


def test_special_ordered_sets_in_both_styles() -> None:
    columns = " x o 1\n y o 1\n z o 1\n"
    expected = (Sos(2, (1, 0), (1.0, 2.0), "s"), Sos(1, (0, 2), (1.0, 3.0), "t"))
    long = "SOS\n S2 G s 5\n    G x 2\n    G y 1\n S1 G t\n    G x 1\n    G z 3\n"
    short = "SOS\n S2 s\n    x 2\n    y 1\n S1 t\n    x:1\n    z:3\n"
    assert parse(text(columns=columns, rest=long)).sos == expected
    assert parse(text(columns=columns, rest=short)).sos == expected


def test_indicators() -> None:
    rest = "BOUNDS\n BV B x\nINDICATORS\n IF a x 1\n IF c x 0\n"
    assert parse(text(rest=rest)).indicators == (Indicator(0, 0, 1), Indicator(2, 0, 0))


def test_long_decimals_are_kept_exactly() -> None:
    long = "0.12345678901234567890"
    columns = f" x o {long} a {long}\n y a 1\n"
    problem = parse(text(columns=columns, rhs=f" R o {long} a {long}\n", head="OBJSENSE MAX\n"))
    value = Fraction(long)
    assert problem.exact == {
        "c": {0: -value},
        "a": {0: value},
        "row_upper": {0: value},
        "offset": {0: value},
    }


WARNED = [
    (text(rest="BOUNDS\n UP B x -2\n"), "negative upper bound"),
    (text(columns=MARK.format(1, "INTORG") + " x o 1\n"), "without 'INTEND'"),
    (text(rhs=" R a 4\n S b 1\n"), "RHS set 'S' is ignored"),
    (text(rest="BOUNDS\n UP B x 2\n UP C x 3\n"), "BOUNDS set 'C' is ignored"),
    (text(rows=" L a\n", columns=" x a 1\n", rhs=""), "no N row"),
    (text().replace("ROWS", "rows"), "is read as ROWS"),
]


@pytest.mark.parametrize(("content", "message"), WARNED)
def test_conventions_are_warned_about_once(content: str, message: str) -> None:
    with pytest.warns(ReadWarning, match=message) as caught:
        read_mps(content.encode(), "f")
    assert len(caught) == 1
    assert str(caught[0].message).startswith("f:")


def test_a_negative_upper_bound_alone_opens_the_lower_one() -> None:
    with pytest.warns(ReadWarning):
        problem = read_mps(text(rest="BOUNDS\n UP B x -2\n").encode(), "f")
    assert (problem.lower[0], problem.upper[0]) == (-INF, -2)


BAD_NUMBERS = ["NaN", "1e400", "12,5", "15abc", "0x14", "4.5.0", "--45", "inf", "1_0", "1e-400"]


@pytest.mark.parametrize("number", BAD_NUMBERS)
def test_bad_numbers_are_refused_where_they_stand(number: str) -> None:
    assert refusal(text(columns=f" x o 1\n x a {number}\n")).startswith("f:9: COLUMNS")
    if number != "inf":
        assert "RHS" in refusal(text(rhs=f" R a {number}\n"))
        assert "BOUNDS" in refusal(text(rest=f"BOUNDS\n UP B x {number}\n"))


REFUSED = [
    (text(rows=" N o\n L a\n L a\n"), 5, "'a' is declared twice"),
    (text(rows=" N o\n Q a\n"), 4, "unknown type 'Q'"),
    (text(rows=" N o\n L\n"), 4, "1 fields found"),
    (text(columns=" x o 1 z 1\n"), 8, "names row 'z'"),
    (text(columns=" x o 1 a 1\n x a 2\n"), 9, "'x' in row 'a' appears twice"),
    (text(columns=" x o 1\n y o 1\n x a 1\n"), 10, "'x' appears again"),
    (text(columns=" x o 1 a\n"), 8, "4 fields found"),
    (text(columns=" o 1\n"), 8, "2 fields found"),
    (text(columns=MARK.format(1, "INTFOO") + " x o 1\n"), 8, "unknown marker"),
    (text(columns=MARK.format(1, "INTEND") + " x o 1\n"), 8, "expected the other one"),
    (text(columns=" x o 1\n" + MARK.format(1, "INTORG") + " x a 1\n"), 10, "appears again"),
    (text(rhs=" R z 1\n"), 13, "RHS names row 'z'"),
    (text(rhs=" R a 1\n R a 1\n"), 14, "'a' appears twice"),
    (text(rhs=" R a\n"), 13, "'a' has no value"),
    (text(rhs=" R c 1e30\n"), 13, "infinite side"),
    (text(rest="RANGES\n G z 1\n"), 16, "RANGES names row 'z'"),
    (text(rest="RANGES\n G o 1\n"), 16, "type N"),
    (text(rest="RHS\n R a 1\n"), 15, "RHS appears twice"),
    (text(rest="BOUNDS\n UP B q 1\n"), 16, "names column 'q'"),
    (text(rest="BOUNDS\n ZZ B x 1\n"), 16, "unknown type 'ZZ'"),
    (text(rest="BOUNDS\n UP B x\n"), 16, "no value"),
    (text(rest="BOUNDS\n UP B x 1\n UP B x 1\n"), 17, "two bounds of type UP"),
    (text(rest="BOUNDS\n FX B x 1\n UP B x 2\n"), 17, "two different upper bounds"),
    (text(rest="BOUNDS\n UP B x -1e30\n"), 16, "leaves no value"),
    (text(rest="BOUNDS\n SC B x 0\n"), 16, "not positive"),
    (text(rest="QUADOBJ\n x x 1\n"), 15, "QUADOBJ (a quadratic objective) is not supported"),
    (text(rest="FOOBAR\n"), 15, "unknown section 'FOOBAR'"),
    (text(rest="SOS\n x 1\n"), 16, "before any S1 or S2"),
    (text(rest="SOS\n S1 s\n q 1\n"), 17, "names column 'q'"),
    (text(rest="SOS\n S1 s\n x 1\n x 2\n"), 18, "twice"),
    (text(rest="SOS\n S1 s\n x 1\n y 1\n"), 18, "must differ"),
    (text(rest="SOS\n S1 s\n"), 16, "no members"),
    (text(rest="INDICATORS\n IF q x 1\n"), 16, "names row 'q'"),
    (text(rest="INDICATORS\n IF a q 1\n"), 16, "names column 'q'"),
    (text(rest="INDICATORS\n IF a x 1\n"), 16, "not binary"),
    (text(rest="BOUNDS\n BV B x\nINDICATORS\n IF a x 2\n"), 18, "expected 0 or 1"),
    (text(head="OBJSENSE\n    MAXX\n"), 2, "'MAXX' found"),
    (text(head="OBJSENSE\n"), 1, "0 entries"),
    (text(head="OBJNAME\n q\n"), 3, "'q', no N row"),
    (text().removesuffix("ENDATA\n"), 14, "without ENDATA"),
    ("NAME\nCOLUMNS\n x o 1\nENDATA\n", 2, "before section ROWS"),
    ("NAME\nROWS\n N o\nENDATA\n", 4, "no section COLUMNS"),
    ("Minimize\n obj: x\nEnd\n", 1, "looks like an LP file"),
    (text().replace("RHS\n", "RHS a 3\n"), 12, "followed by 'a 3'"),
]


@pytest.mark.parametrize(("content", "line", "message"), REFUSED)
def test_what_is_wrong_is_refused_with_its_line(content: str, line: int, message: str) -> None:
    found = refusal(content)
    assert found.startswith(f"f:{line}: ")
    assert message in found


def test_names_in_messages_are_escaped_and_cut() -> None:
    assert "'" + "z" * 57 + "...'" in refusal(text(rhs=f" R {'z' * 5000} 1\n"))
    assert r"\u202e" in refusal(text(rhs=" R \u202eq 1\n"))
