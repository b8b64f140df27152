from __future__ import annotations

from coopt_cli.table import table


def test_columns_are_aligned() -> None:
    lines = table(("name", "n"), [("a", "1"), ("long one", "20")], "lr")
    assert lines == ["name       n", "--------  --", "a          1", "long one  20"]
