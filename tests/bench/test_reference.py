from __future__ import annotations

import pytest

from coopt.bench.reference import LOOSE, TIGHT, Reference, lookup, parse_references, stem
from coopt.errors import InstanceError


@pytest.mark.parametrize(
    "name", ["p0033", "p0033.mps", "p0033.mps.gz", "folder/p0033.MPS.xz", "a\\p0033.lp.zst"]
)
def test_an_instance_is_named_by_its_stem(name: str) -> None:
    assert stem(name) == "p0033"


def test_dots_in_a_name_are_kept() -> None:
    assert stem("pcu_0.1.lp.gz") == "pcu_0.1"


def test_columns_go_by_several_names() -> None:
    by_name = parse_references(["name,status,objective", "p0033,optimal,3089"])
    by_file = parse_references(["Instance,best", "dir/p0033.mps.gz,3089"])
    expected = Reference("optimal", 3089.0, TIGHT)
    assert lookup(by_name, "x/p0033.mps") == lookup(by_file, "p0033.lp.gz") == expected


@pytest.mark.parametrize(
    ("text", "tolerance"),
    [("3089", TIGHT), ("568.1007", LOOSE), ("0.185145653", TIGHT), ("1.5e3", TIGHT),
     ("13.75", LOOSE), ("25779856.372", TIGHT), ("-132.87313695", TIGHT)],
)  # fmt: skip
def test_a_fraction_with_few_digits_is_compared_loosely(text: str, tolerance: float) -> None:
    found = parse_references(["name,objective", f"a,{text}"])["a"]
    assert found.tolerance == tolerance


def test_an_instance_without_a_value_keeps_its_status() -> None:
    found = parse_references(["name,status,objective", "a,infeasible,"])["a"]
    assert found == Reference("infeasible", None)


@pytest.mark.parametrize("lines", [["a,b", "1,2"], ["name,objective", "x,12a"], []])
def test_a_bad_table_is_refused_with_its_line(lines: list[str]) -> None:
    with pytest.raises(InstanceError, match=r"bks\.csv:\d"):
        parse_references(lines, "bks.csv")
