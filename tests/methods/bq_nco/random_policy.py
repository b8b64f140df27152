"""Policies with random weights: small, quick, and bad."""

from __future__ import annotations

from pathlib import Path

import torch

from coopt.methods.bq_nco.model import BqNetwork, Size
from coopt.methods.bq_nco.policy import Policy, load_policy
from coopt.methods.bq_nco.task import task_named
from coopt.nn.policy import save_weights

RECIPE = """
method = "bq_nco"
task = "{task}"
[data]
nodes = 8
instances = 8
[model]
width = 8
layers = 1
heads = 2
hidden = 16
[train]
steps = 1
"""


def folder_of(folder: Path, task: str) -> Path:
    """Write a policy for a task, and return its folder."""
    torch.manual_seed(1)
    network = BqNetwork(task_named(task).spec, Size(8, 1, 2, 16))
    state = network.state_dict().items()
    folder.mkdir(parents=True, exist_ok=True)
    save_weights(folder / "weights.safetensors", {name: part.numpy() for name, part in state})
    (folder / "recipe.toml").write_text(RECIPE.format(task=task))
    return folder


def policy_of(folder: Path, task: str) -> Policy:
    return load_policy(folder_of(folder, task), task, 1)


def shelf_of(folder: Path) -> Path:
    """Write policies for all tasks as a shelf has them; return the folder of ``policies``."""
    for task in ("tsp", "atsp", "cvrp", "op", "knapsack"):
        folder_of(folder / "bq_nco" / task, task)
    return folder
