"""A trained network as a policy: weights, recipe and card in one folder."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import nn

from coopt.nn.policy import save_weights
from coopt.training.card import Facts, card
from coopt.training.checkpoint import Progress
from coopt.training.recipe import Recipe
from coopt.training.subject import Subject
from coopt.write.atomic import write_atomic

WEIGHTS, RECIPE, CARD = "weights.safetensors", "recipe.toml", "card.md"


def export_policy(
    folder: Path, recipe: Recipe, subject: Subject, progress: Progress
) -> Mapping[str, float]:
    """Write the subject's network as it is now; return its scores, of the halved precision."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / WEIGHTS
    # A card never states the hash of other weights, whenever the writing ends.
    (folder / CARD).unlink(missing_ok=True)
    save_weights(path, {name: tensor.cpu().numpy() for name, tensor in state_of(subject.network)})
    with torch.no_grad():
        for _, tensor in state_of(subject.network):
            tensor.copy_(tensor.half().float())
    data = path.read_bytes()
    facts = Facts(
        progress.step,
        progress.seconds,
        progress.began,
        today(),
        progress.device,
        progress.processes,
        hashlib.sha256(data).hexdigest(),
        len(data),
        f"PyTorch {torch.__version__}, NumPy {np.__version__}",
    )
    scores = subject.scores(last=True)
    write_atomic(folder / RECIPE, recipe.text)
    write_atomic(folder / CARD, card(recipe, subject.about, scores, facts))
    return scores


def state_of(network: nn.Module) -> list[tuple[str, torch.Tensor]]:
    """Return all tensors of a network by name."""
    return list(network.state_dict().items())


def today() -> str:
    """Return the date, in UTC."""
    return time.strftime("%Y-%m-%d %H:%M", time.gmtime())
