from __future__ import annotations

import pytest

from coopt_cli.units import seconds, share, size


@pytest.mark.parametrize(
    ("text", "expected"),
    [("60", 60), ("60s", 60), ("10m", 600), ("1h", 3600), ("1h30m", 5400), ("0.5", 0.5),
     ("500ms", 0.5), ("1.5 h", 5400), ("2min", 120), ("1d", 86400), ("0", 0)],
)  # fmt: skip
def test_durations_are_seconds(text: str, expected: float) -> None:
    assert seconds(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["", "-5", "5y", "m", "nan", "inf", "1e400", "10m x", "1,5"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no duration"):
        seconds(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("500M", 500 * 2**20), ("4G", 4 * 2**30), ("4GiB", 4 * 2**30), ("4gb", 4 * 2**30),
     ("1.5G", 3 * 2**29), ("1073741824", 2**30)],
)  # fmt: skip
def test_sizes_are_bytes(text: str, expected: int) -> None:
    assert size(text) == expected


@pytest.mark.parametrize("text", ["", "4X", "-4G", "nan", "G"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no amount of memory"):
        size(text)


def test_a_size_without_its_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="is a unit missing"):
        size("4")


@pytest.mark.parametrize(
    ("text", "expected"), [("1e-4", 1e-4), ("5%", 0.05), ("0", 0), (".5", 0.5), ("1e-06", 1e-6)]
)
def test_shares_may_be_percentages(text: str, expected: float) -> None:
    assert share(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["", "-1", "nan", "inf", "1e999", "5x", "%"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no number from 0 on"):
        share(text)
