from __future__ import annotations

import pytest

from coopt.read.table import numbers, read_table
from coopt.read.wording import FaultError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,2\n3,4", [[1, 2], [3, 4]]),
        ("1.5;2\n3;4\n", [[1.5, 2], [3, 4]]),
        ("1,5;2\n3;4,25\n", [[1.5, 2], [3, 4.25]]),
        ("1,5\t-2e1\n", [[1.5, -20]]),
        ('"1", "2"\n', [[1, 2]]),
        ("# remark\n\n 1 , 2 \n", [[1, 2]]),
        ("1,234;2\n", [[1.234, 2]]),
    ],
)
def test_cells_become_numbers(text: str, expected: list[list[float]]) -> None:
    table = read_table(text)
    assert numbers(table, [0, 1]).tolist() == expected
    assert table.header == ()


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("a,b\n1,2", ("a", "b")),
        ("a,1\n1,2", ("a", "1")),
        (",0,1\n0,0,5\n1,5,0", ("", "0", "1")),
        (",1,2\n1,,3\n2,3,", ()),
    ],
)
def test_a_header_is_what_is_no_row_of_numbers(text: str, header: tuple[str, ...]) -> None:
    assert read_table(text).header == header


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("1,2\n3\n", 2, "1 cells, expected 2 as in line 1"),
        ("a,b\n\n1,2\n3,4,5\n", 4, "3 cells"),
        ("a,b\n", 1, "no row of numbers"),
        ("#\n\n", 1, "no row"),
        ('1,"2\n', 1, "cannot be told apart"),
        ("x,y\n1,\n", 2, "column 2 ('y'): the cell is empty"),
        ("1,2\n1,two\n", 2, "column 2: 'two' is not a decimal number"),
        ("1,2\n1,1e999\n", 2, "too large"),
        ("1,2\nNaN,1\n", 2, "column 1: 'NaN'"),
        ("1,2\ninf,1\n", 2, "column 1: 'inf'"),
        ("1;2\n1,234,567;1\n", 2, "'1,234,567' is not"),
        ("1,2\n0x10,1\n", 2, "'0x10'"),
        ("1,2\n1_000,1\n", 2, "'1_000'"),
    ],
)
def test_wrong_cells_are_named_by_line_and_column(text: str, line: int, part: str) -> None:
    with pytest.raises(FaultError) as caught:
        numbers(read_table(text), [0, 1])
    assert caught.value.line == line
    assert part in caught.value.message
