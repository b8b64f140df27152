"""What a method brings to the trainer: a network, batches, a loss, scores, and labels to make."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from coopt.errors import OptionError
from coopt.training.labels import LabelSet
from coopt.training.recipe import Recipe

if TYPE_CHECKING:
    from torch import Tensor, nn

Batch = dict[str, NDArray[Any]]


class Subject(Protocol):
    """A network that learns something."""

    network: nn.Module
    about: Mapping[str, str]
    """What the card says of data and network."""

    def batch(self, size: int, rng: np.random.Generator) -> Batch:
        """Draw examples; called from a thread of its own, and a function of ``rng`` alone."""

    def loss(self, network: nn.Module, batch: Mapping[str, Tensor]) -> Tensor:
        """Return the mean loss; ``network`` is this one or a wrapping of it."""

    def scores(self, last: bool) -> Mapping[str, float]:
        """Measure the network on data that it has not seen; ``last`` allows for more."""


class Teaching(Protocol):
    """The module ``coopt.methods.<method>.train``."""

    def network(self, recipe: Recipe) -> tuple[str, int]:
        """Describe the network and count its weights, without making it."""

    def label_sets(self, recipe: Recipe) -> Mapping[str, LabelSet]:
        """Name the labels that the recipe needs; errors of its tables are found here."""

    def subject(self, recipe: Recipe, labels: Mapping[str, Path]) -> Subject:
        """Return what learns, with its labels read from folders."""


def teaching_of(recipe: Recipe) -> Teaching:
    """Import the part of a recipe's method that knows how to train it.

    Raises
    ------
    OptionError
        If the method cannot be trained.
    """
    name = f"coopt.methods.{recipe.method}"
    if importlib.util.find_spec(name) is None or importlib.util.find_spec(f"{name}.train") is None:
        raise OptionError(f"there is no method {recipe.method!r} that can be trained")
    module: Any = importlib.import_module(f"{name}.train")
    teaching: Teaching = module
    return teaching
