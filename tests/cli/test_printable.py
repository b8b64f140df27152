from __future__ import annotations

import pytest

from coopt_cli.printable import number, percent, printable


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\nb", "a\tb", "a\u202eb", "a\x9bb", "a\udc80b"])
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert shown.startswith("a")
    assert shown.endswith("b")


def test_other_text_stays_as_it_is() -> None:
    assert printable("Größe x[1,2] → 5") == "Größe x[1,2] → 5"


@pytest.mark.parametrize(
    ("value", "shown"), [(3089.0, "3089"), (1e20, "1e+20"), (None, "-"), (float("nan"), "-")]
)
def test_numbers_are_short(value: float | None, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(
    ("gap", "shown"),
    [
        (0.0, "0.00%"),
        (-1e-13, "0.00%"),
        (-0.01, "-1.00%"),
        (0.125, "12.50%"),
        (1e-6, "1e-04%"),
        (None, "-"),
        (float("inf"), "-"),
    ],
)
def test_gaps_are_percentages(gap: float | None, shown: str) -> None:
    assert percent(gap) == shown
