"""Recipes: all that it takes to train a policy again."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from coopt.errors import OptionError
from coopt.read.wording import printable
from coopt.training.toml_table import at_least, from_table

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Steps:
    """How the network is trained.

    Parameters
    ----------
    steps : int
        Steps of the optimizer.
    batch : int
        Examples of a step, of all processes together.
    rate : float
        Learning rate of Adam after the warm-up.
    warm_up : int
        Steps in which the rate rises from 0.
    decay : str
        ``cosine`` falls to 0 at the last step; ``none`` stays.
    restarts : tuple of int
        Steps from which the rate falls anew to 0, from half of what it was at first [1]_. A
        training that ended at one of them goes on with it.
    clip : float
        Largest norm of the gradient; 0 for any.
    average : float
        Share of the past in the running mean of the weights, which is what is kept.
    precision : str
        ``bfloat16`` for mixed precision.
    compile : bool
        Whether torch compiles the network.
    checkpoint_s : float
        Seconds between checkpoints; 0 for one at each step.
    report_every, validate_every : int
        Steps between lines of the curve, and between validations; 0 for no validation.
    tensorboard : bool
        Whether to write TensorBoard's files, too, if it is installed.

    Raises
    ------
    OptionError
        If a number is out of its range.

    References
    ----------
    .. [1] Loshchilov, Hutter (2017). SGDR: stochastic gradient descent with warm restarts. *ICLR*.
    """

    steps: int
    batch: int = 256
    rate: float = 7.5e-4
    warm_up: int = 500
    decay: Literal["cosine", "none"] = "cosine"
    restarts: tuple[int, ...] = ()
    clip: float = 1.0
    average: float = 0.999
    precision: Literal["float32", "bfloat16"] = "float32"
    compile: bool = False
    checkpoint_s: float = 60.0
    report_every: int = 50
    validate_every: int = 1000
    tensorboard: bool = True

    def __post_init__(self) -> None:
        at_least("train", 1, steps=self.steps, batch=self.batch, report_every=self.report_every)
        at_least("train", 0, warm_up=self.warm_up, clip=self.clip, rate=self.rate)
        at_least("train", 0, checkpoint_s=self.checkpoint_s, validate_every=self.validate_every)
        marks = (0, *self.restarts, self.steps)
        if any(later <= earlier for earlier, later in pairwise(marks)):
            raise OptionError(
                f"train: restarts are {list(self.restarts)}, expected to rise between 0 and"
                f" steps, {self.steps}"
            )
        if not 0.0 <= self.average < 1.0:
            raise OptionError(f"train: average is {self.average}, expected at least 0 and below 1")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A recipe as read.

    Parameters
    ----------
    method, task : str
        What is trained, for what.
    seed : int
        Of everything random.
    train : Steps
        The loop.
    data, model : mapping
        Tables that the method understands.
    licence : str
        Of the weights.
    text : str
        The file itself.
    """

    method: str
    task: str
    seed: int
    train: Steps
    data: Mapping[str, Any] = field(default_factory=dict)
    model: Mapping[str, Any] = field(default_factory=dict)
    licence: str = "Apache-2.0"
    text: str = ""

    @property
    def key(self) -> str:
        """Hash of what the recipe says; comments and layout do not count."""
        return _hash(tomllib.loads(self.text))

    @property
    def keys(self) -> tuple[str, ...]:
        """Hashes of the recipes whose checkpoints it goes on from: itself, and up to a restart."""
        table = tomllib.loads(self.text)
        keys = [_hash(table)]
        restarts = list(self.train.restarts)
        while restarts:
            table["train"]["steps"] = restarts.pop()
            table["train"]["restarts"] = restarts
            if not restarts:
                del table["train"]["restarts"]
            keys.append(_hash(table))
        return tuple(keys)


def _hash(table: Mapping[str, Any]) -> str:
    said = json.dumps(table, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _File:
    method: str
    task: str
    train: Mapping[str, Any]
    seed: int = 0
    data: Mapping[str, Any] = field(default_factory=dict)
    model: Mapping[str, Any] = field(default_factory=dict)
    licence: str = "Apache-2.0"


def read_recipe(path: str | os.PathLike[str]) -> Recipe:
    """Read a recipe.

    Raises
    ------
    OptionError
        If it cannot be read, is no TOML, or says something that is not understood.
    """
    where = printable(os.fspath(path))
    try:
        return recipe_of(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise OptionError(f"{where}: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError:
        raise OptionError(f"{where}: not a text in UTF-8") from None
    except OptionError as error:
        raise OptionError(f"{where}: {error}") from None


def recipe_of(text: str) -> Recipe:
    """Return the recipe of a text; errors as for `read_recipe`."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OptionError(f"no TOML: {printable(str(error))}") from None
    file = from_table(_File, table, "recipe")
    for name in (file.method, file.task):
        if not _NAME.fullmatch(name):
            raise OptionError(f"recipe: {name!r} is no name of a method or a task")
    if not 0 <= file.seed < 2**63:
        raise OptionError(f"recipe: seed is {file.seed}, expected 0 to 2^63 - 1")
    train = from_table(Steps, file.train, "train")
    return Recipe(
        file.method, file.task, file.seed, train, file.data, file.model, file.licence, text
    )
