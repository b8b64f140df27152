from __future__ import annotations

import pytest

from coopt.errors import OptionError
from coopt.shelf import shelf


def test_the_instances_are_on_their_shelf() -> None:
    assert (shelf("instances") / "mip" / "catalogue.csv").is_file()


@pytest.mark.parametrize("name", ["nowhere", "../etc", ""])
def test_an_unknown_shelf_is_refused(name: str) -> None:
    with pytest.raises(OptionError, match="no shelf"):
        shelf(name)
