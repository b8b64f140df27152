"""``coopt doctor``: the state of the installation, or of a model."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path

import click

_ENGINES = ("pyscipopt", "highspy", "ortools", "pyvrp")
_LIBRARIES = ("numpy", "scipy", "numba", "networkx")
_EXTRAS = {
    "learn": ("torch", "torch-geometric", "tensorboard"),
    "cluster": ("ray",),
    "ui": ("fastapi", "uvicorn", "sse-starlette", "jinja2"),
}


@click.command("doctor", short_help="Check the installation, or a model.")
@click.argument("file", required=False)
@click.option("--format", "format_name", metavar="NAME", help="Format, if FILE does not tell.")
def command(file: str | None, format_name: str | None) -> None:
    """Show versions, extras, cores and memory; with FILE, look for what makes it hard to solve."""
    print("\n".join(_installation() if file is None else _model(file, format_name)))


def _installation() -> list[str]:
    lines = [("coopt", _version("coopt")), ("python", platform.python_version())]
    lines += [(name, _version(name)) for name in (*_ENGINES, *_LIBRARIES)]
    for extra, packages in _EXTRAS.items():
        missing = [name for name in packages if _version(name) == "missing"]
        there = ", ".join(f"{name} {_version(name)}" for name in packages)
        lines.append((f"[{extra}]", f"pip install coopt[{extra}]" if missing else there))
    lines.append(("cores", f"{len(os.sched_getaffinity(0))} of {os.cpu_count()} for this process"))
    lines.append(("memory", f"{_memory() / 2**30:.1f} GiB"))
    return [f"{name:<12}{text}" for name, text in lines]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


def _memory() -> int:
    """Return the memory of the machine, or of the control group if that is less."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = Path("/sys/fs/cgroup/memory.max")
    text = limit.read_text().strip() if limit.exists() else "max"
    return min(total, int(text)) if text.isdecimal() else total


def _model(file: str, format_name: str | None) -> list[str]:
    from coopt.errors import OptionError
    from coopt.features.milp_hints import hints
    from coopt.problem import Milp
    from coopt_cli.model_file import read_model
    from coopt_cli.printable import printable
    from coopt_cli.table import table

    problem = read_model(file, format_name)
    if not isinstance(problem, Milp):
        raise OptionError(f"{file}: doctor looks at mixed-integer models only")
    rows = [
        (hint.what, str(hint.count), printable(hint.first), hint.why) for hint in hints(problem)
    ]
    if not rows:
        return ["nothing to remark"]
    return table(("what", "how many", "first", "why it matters"), rows, "lr")
