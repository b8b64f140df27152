"""Multi-head attention over a set of nodes, fused, with an optional bias on the scores."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention


class Attention(nn.Module):
    """Let each node of a set attend to all of them [1]_.

    Parameters
    ----------
    width : int
        Numbers per node; a multiple of ``heads``.
    heads : int
        Attention heads.

    References
    ----------
    .. [1] Vaswani et al. (2017). Attention is all you need. *NeurIPS*.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.into = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, bias: Tensor | None = None) -> Tensor:
        """Return what each node takes from the others.

        Parameters
        ----------
        x : Tensor of float, shape (batch, n, width)
            Nodes.
        bias : Tensor of float, shape (batch, heads, n, n), optional
            Added to the scores of queries (third axis) for keys (last axis).
        """
        batch, n, width = x.shape
        parts = self.into(x).view(batch, n, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        if bias is not None:
            bias = bias.to(query.dtype)
        mixed = _mixed(query, key, value, bias)
        out: Tensor = self.out(mixed.transpose(1, 2).reshape(batch, n, width))
        return out


def _mixed(query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None) -> Tensor:
    """Return values weighted by softmax; fused, but for half precision on CPU.

    There the matrix units multiply small matrices of bfloat16 three times as fast as the fused
    kernel does.
    """
    if query.dtype != torch.bfloat16 or query.device.type != "cpu":
        return scaled_dot_product_attention(query, key, value, attn_mask=bias)
    scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
    scores = scores if bias is None else scores + bias
    return torch.softmax(scores, dim=-1).to(value.dtype) @ value


class EdgeBias(nn.Module):
    """Turn features of pairs of nodes into a bias on the attention scores of each layer [1]_.

    Parameters
    ----------
    edges : int
        Features of a pair.
    layers, heads : int
        Of the transformer.
    hidden : int
        Numbers per pair between the two linear maps.

    References
    ----------
    .. [1] Drakulic, Michel, Andreoli (2025). GOAL: a generalist combinatorial optimization agent
           learner. *ICLR* (edge terms in the attention scores).
    """

    def __init__(self, edges: int, layers: int, heads: int, hidden: int = 16) -> None:
        super().__init__()
        self.into = nn.Linear(edges, hidden)
        self.out = nn.Linear(hidden, layers * heads)
        self.layers = layers

    def forward(self, pairs: Tensor) -> list[Tensor]:
        """Return for each layer a bias of shape (batch, heads, n, n)."""
        biases = self.out(torch.relu(self.into(pairs))).permute(0, 3, 1, 2).contiguous()
        return list(biases.chunk(self.layers, dim=1))
