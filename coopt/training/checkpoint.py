"""Checkpoints: tensors as safetensors, and beside them a JSON file, whose renaming is the commit.

At any instant the JSON names a complete file of tensors, so that a killed process, a cut write or
a full disk leaves the last checkpoint as it was.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from coopt.errors import OptionError
from coopt.write.atomic import write_atomic

SIDECAR = "checkpoint.json"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a training stands.

    Parameters
    ----------
    recipe : str
        Key of the recipe.
    step : int
        Steps done. Batch ``step`` is drawn by a generator seeded with seed, process and step, so
        that this is the cursor of the data and the state of their generator, too.
    processes : int
        Processes that share a batch.
    seconds : float
        Time trained so far.
    began : str
        Date of the first step, in UTC.
    device : str
        Device in words.
    """

    recipe: str
    step: int
    processes: int
    seconds: float
    began: str
    device: str


def save_checkpoint(folder: Path, progress: Progress, tensors: Mapping[str, Tensor]) -> None:
    """Write a checkpoint, then remove the tensors of those before.

    Raises
    ------
    CooptError
        If it cannot be written; the last checkpoint is still there.
    """
    data = save({name: tensor.contiguous() for name, tensor in tensors.items()})
    name = f"step_{progress.step:09d}.safetensors"
    write_atomic(folder / name, data)
    told = asdict(progress) | {"tensors": name, "sha256": hashlib.sha256(data).hexdigest()}
    write_atomic(folder / SIDECAR, json.dumps(told, indent=1, sort_keys=True) + "\n")
    for old in folder.glob("step_*.safetensors"):
        if old.name != name:
            with contextlib.suppress(OSError):
                old.unlink()


def has_checkpoint(folder: Path) -> bool:
    """Whether there is a checkpoint."""
    return (folder / SIDECAR).is_file()


def load_progress(folder: Path) -> Progress:
    """Read where the last checkpoint stands; errors as for `load_checkpoint`."""
    return _sidecar(folder)[0]


def load_checkpoint(folder: Path) -> tuple[Progress, dict[str, Tensor]]:
    """Read the last checkpoint.

    Raises
    ------
    OptionError
        If it is not there or damaged.
    """
    progress, name, digest = _sidecar(folder)
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise OptionError(f"{folder / name}: {(error.strerror or '').lower()}") from None
    if hashlib.sha256(data).hexdigest() != digest:
        raise OptionError(f"{folder / name}: not the file that the checkpoint was written with")
    try:
        return progress, load(data)
    except SafetensorError as error:
        raise OptionError(f"{folder / name}: damaged: {error}") from None


def _sidecar(folder: Path) -> tuple[Progress, str, str]:
    """Return where the training stands, and name and hash of the file of tensors."""
    path = folder / SIDECAR
    try:
        told = json.loads(path.read_text())
        name, digest = str(told.pop("tensors")), str(told.pop("sha256"))
        return Progress(**told), Path(name).name, digest
    except OSError as error:
        raise OptionError(f"{path}: no checkpoint: {(error.strerror or '').lower()}") from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise OptionError(f"{path}: a damaged checkpoint: {error}") from None
