"""The network: all nodes of what is left in, a score for each decision out."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from coopt.errors import OptionError
from coopt.methods.bq_nco.task import Spec
from coopt.nn.attention import EdgeBias
from coopt.nn.rezero import ReZeroTransformer, xavier
from coopt.training.toml_table import in_range

LARGEST = 4096
"""Of each size; the file of a policy allows for less of most."""


@dataclass(frozen=True, slots=True)
class Size:
    """Sizes of the network; the published one unless said otherwise.

    Parameters
    ----------
    width, layers, heads, hidden : int
        Numbers per node, transformer layers, attention heads, hidden units on each node.
    normalise : bool
        Whether nodes have mean square 1 before they are scored. Without it scores of small networks
        can grow without end in training; each node is by itself, so that sizes do not matter.

    Raises
    ------
    OptionError
        If a size is out of its range, or the width is no multiple of the heads.
    """

    width: int = 192
    layers: int = 9
    heads: int = 12
    hidden: int = 512
    normalise: bool = False

    def __post_init__(self) -> None:
        sizes = {"width": self.width, "layers": self.layers, "heads": self.heads}
        in_range("model", 1, LARGEST, **sizes, hidden=self.hidden)
        if self.width % self.heads:
            raise OptionError(
                f"model: width {self.width} is no multiple of the {self.heads} attention heads"
            )

    def __str__(self) -> str:
        said = f"{self.layers} layers, {self.width} wide, {self.heads} heads, {self.hidden} hidden"
        return f"{said}, normalised" if self.normalise else said


def weights_of(spec: Spec, size: Size) -> int:
    """Count the weights of a network without making it."""
    with torch.device("meta"):
        return sum(part.numel() for part in BqNetwork(spec, size).parameters())


class BqNetwork(nn.Module):
    """Score the decisions of sub-problems.

    There is no encoder whose work is kept from step to step: each step embeds what is left anew.

    Parameters
    ----------
    spec : Spec
        Form of the sub-problems.
    size : Size
        Sizes.
    """

    def __init__(self, spec: Spec, size: Size) -> None:
        super().__init__()
        self.into = nn.Linear(spec.features, size.width)
        self.ends = nn.Parameter(torch.zeros(2, size.width)) if spec.ends else None
        self.edges = EdgeBias(spec.edges, size.layers, size.heads) if spec.edges else None
        self.body = ReZeroTransformer(size.width, size.layers, size.heads, size.hidden)
        self.out = nn.Linear(size.width, spec.outputs)
        self.members = nn.Linear(size.width, 1) if spec.members else None
        self.normalise = size.normalise
        xavier(self)
        if self.ends is not None:
            nn.init.normal_(self.ends)

    def forward(
        self, features: Tensor, edges: Tensor | None, allowed: Tensor
    ) -> tuple[Tensor, Tensor | None]:
        """Return scores, minus infinity for what is not allowed, and what nodes are held to be.

        Parameters
        ----------
        features : Tensor of float32, shape (rows, m, features)
            Nodes; with ends, the origin first and the destination last.
        edges : Tensor of float32, shape (rows, m, m, edges), or None
            Pairs of nodes.
        allowed : Tensor of bool, shape (rows, m, outputs)
            Possible decisions.

        Returns
        -------
        Tensor of float32, shape (rows, m * outputs)
            Of node k and output o at place ``k * outputs + o``.
        Tensor of float32, shape (rows, m), or None
            Log-odds that the solution takes the node; only to learn from.
        """
        # What layers add is in half precision at times, what they add it to is not.
        x = self.into(features).float()
        if self.ends is not None:
            middle = torch.zeros_like(x[:, 2:])
            marks = self.ends.expand(x.shape[0], 2, -1)
            x = x + torch.cat((marks[:, :1], middle, marks[:, 1:]), dim=1)
        biases = None if self.edges is None or edges is None else self.edges(edges)
        x = self.body(x, biases)
        if self.normalise:
            x = x * torch.rsqrt(x.square().mean(dim=-1, keepdim=True) + 1e-6)
        with torch.autocast(x.device.type, enabled=False):
            scores = self.out(x).masked_fill(~allowed, -torch.inf).flatten(1)
            members = None if self.members is None else self.members(x)[..., 0]
        return scores, members
