"""Where the shelves of data are: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

from coopt.errors import OptionError


def shelf(name: str) -> Path:
    """Find a shelf.

    Parameters
    ----------
    name : str
        ``instances`` or ``policies``.

    Returns
    -------
    Path
        An existing folder.

    Raises
    ------
    OptionError
        If there is no such shelf.
    """
    package = Path(__file__).resolve().parent
    # A checkout comes first: there the shelf is what one edits. An installed package has no
    # project file above it, so a stranger's folder of that name is never taken.
    in_checkout = (package.parent / "pyproject.toml").is_file()
    places = [package.parent / name] if in_checkout else []
    places.append(package / "_shelf" / name)
    for place in places:
        if name.isidentifier() and place.is_dir():
            return place
    raise OptionError(f"there is no shelf {name!r} in {places[0].parent}")
