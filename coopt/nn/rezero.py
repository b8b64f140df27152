"""Transformer layers whose residual branches begin switched off, without normalisation [1]_.

References
----------
.. [1] Bachlechner et al. (2021). ReZero is all you need: fast convergence at large depth. *UAI*.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from coopt.nn.attention import Attention


class ReZeroLayer(nn.Module):
    """Add attention, then a network on each node, each times a learned number that begins at 0.

    Parameters
    ----------
    width, heads : int
        Of the attention.
    hidden : int
        Hidden units of the network on each node.
    """

    def __init__(self, width: int, heads: int, hidden: int) -> None:
        super().__init__()
        self.attention = Attention(width, heads)
        self.up = nn.Linear(width, hidden)
        self.down = nn.Linear(hidden, width)
        self.share = nn.Parameter(torch.zeros(2))

    def forward(self, x: Tensor, bias: Tensor | None = None) -> Tensor:
        """Return the nodes after the layer; shapes as for `Attention`."""
        x = x + self.share[0] * self.attention(x, bias)
        out: Tensor = x + self.share[1] * self.down(torch.relu(self.up(x)))
        return out


class ReZeroTransformer(nn.Module):
    """A stack of `ReZeroLayer`, Xavier-initialised.

    Parameters
    ----------
    width, layers, heads, hidden : int
        Sizes.
    """

    def __init__(self, width: int, layers: int, heads: int, hidden: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(ReZeroLayer(width, heads, hidden) for _ in range(layers))

    def forward(self, x: Tensor, biases: list[Tensor] | None = None) -> Tensor:
        """Return the nodes after all layers; ``biases`` holds one for each layer."""
        for k, layer in enumerate(self.layers):
            x = layer(x, None if biases is None else biases[k])
        return x


def xavier(module: nn.Module) -> None:
    """Initialise every linear map below a module: Xavier-uniform weights, no offset."""
    for part in module.modules():
        if isinstance(part, nn.Linear):
            nn.init.xavier_uniform_(part.weight)
            nn.init.zeros_(part.bias)
