"""Attention against its definition; layers that begin as nothing; order does not matter."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

from coopt.nn.attention import Attention, EdgeBias  # noqa: E402
from coopt.nn.rezero import ReZeroTransformer  # noqa: E402


@pytest.mark.parametrize("biased", [False, True])
def test_attention_is_what_its_definition_says(biased: bool) -> None:
    torch.manual_seed(0)
    layer = Attention(8, 2)
    x = torch.randn(3, 5, 8)
    bias = torch.randn(3, 2, 5, 5) if biased else None
    query, key, value = layer.into(x).split(8, dim=-1)
    heads = []
    for h in range(2):
        part = slice(4 * h, 4 * h + 4)
        scores = query[..., part] @ key[..., part].transpose(1, 2) / 2.0
        scores = scores if bias is None else scores + bias[:, h]
        heads.append(scores.softmax(dim=-1) @ value[..., part])
    assert torch.allclose(layer(x, bias), layer.out(torch.cat(heads, dim=-1)), atol=1e-5)


def test_half_precision_on_cpu_is_the_same_but_for_rounding() -> None:
    torch.manual_seed(0)
    layer, x, bias = Attention(8, 2), torch.randn(3, 5, 8), torch.randn(3, 2, 5, 5)
    for given in (None, bias):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            half = layer(x, given)
        assert half.dtype == torch.bfloat16
        assert torch.allclose(half.float(), layer(x, given), atol=0.05)


def test_layers_begin_switched_off() -> None:
    x = torch.randn(2, 4, 8)
    assert torch.equal(ReZeroTransformer(8, 3, 2, 16)(x), x)


def test_an_edge_biases_only_its_own_pair() -> None:
    torch.manual_seed(1)
    module = EdgeBias(2, 3, 4)
    pairs = torch.randn(2, 5, 5, 2)
    changed = pairs.clone()
    changed[0, 1, 2] += 1.0
    for before, after in zip(module(pairs), module(changed), strict=True):
        assert before.shape == (2, 4, 5, 5)
        moved = (before - after).abs().sum(dim=1).nonzero().tolist()
        assert moved in ([], [[0, 1, 2]])
