"""Random winner determination problems of combinatorial auctions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coopt.errors import OptionError
from coopt.problem.csr import Floats, Ints, csr_from_triplets
from coopt.problem.milp import Milp

# Constants of the "arbitrary relationships" distribution, in the paper's letters.
_LOW, _HIGH = 1, 100
_DEVIATION = 0.5
_MORE_ITEMS = 0.65
_ADDITIVITY = 0.2
_BUDGET = 1.5
_RESALE = 0.5
_SUBSTITUTES = 5


@dataclass(frozen=True, slots=True, eq=False)
class _Market:
    """Common resale value of each item, and how well each pair of items goes together."""

    values: Floats
    compatibility: Floats


def combinatorial_auction(items: int, bids: int, rng: np.random.Generator) -> Milp:
    """Draw a winner determination problem with arbitrary relationships between items [1]_.

    Parameters
    ----------
    items, bids : int
        Numbers of items and of bids, at least 1 each.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    Milp
        To maximise the revenue, with a row for each item and for each bidder who bids on
        several bundles and may win only one; prices are whole.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    Notes
    -----
    A bidder values items around their common value, draws a bundle that grows with probability
    0.65 by items likely to complement it, and bids on up to five substitutes of the same size
    that fit the budget and would fetch enough when sold again. Prices are rounded; a bundle
    drawn twice by a bidder counts once.

    References
    ----------
    .. [1] Leyton-Brown, Pearson, Shoham (2000). Towards a universal test suite for combinatorial
           auction algorithms. *EC'00*: 66-76. The sizes of Gasse et al. (2019), *NeurIPS*, are
           100 items and 500 bids up to 300 items and 1500 bids.
    """
    if items < 1 or bids < 1:
        raise OptionError("a combinatorial auction needs at least 1 item and 1 bid")
    pairs = np.triu(rng.random((items, items)), 1)
    pairs = pairs + pairs.T
    shares = pairs / np.maximum(pairs.sum(axis=1, keepdims=True), 1e-9)
    market = _Market(rng.uniform(_LOW, _HIGH, items), shares)
    bundles: list[Ints] = []
    prices: list[float] = []
    bidders: list[int] = []
    bidder = 0
    while len(bundles) < bids:
        drawn = _bidder(market, rng)[: bids - len(bundles)]
        bundles += [bundle for bundle, _ in drawn]
        prices += [price for _, price in drawn]
        bidders += [bidder] * len(drawn)
        bidder += 1
    return _model(items, bundles, prices, np.array(bidders))


def _bidder(market: _Market, rng: np.random.Generator) -> list[tuple[Ints, float]]:
    """Draw one bidder's bids: a bundle, and substitutes of the same size."""
    interest = rng.random(market.values.size)
    private = market.values + _HIGH * _DEVIATION * (2.0 * interest - 1.0)
    first = _bundle(_choose(interest, rng), None, interest, market, rng)
    price = _price(first, private)
    found = {tuple(first.tolist()): price} if price > 0.0 else {}
    budget, floor = _BUDGET * price, _RESALE * float(market.values[first].sum())
    offers: dict[tuple[int, ...], float] = {}
    for item in first if found else ():
        other = _bundle(int(item), first.size, interest, market, rng)
        value = _price(other, private)
        if 0.0 <= value <= budget and market.values[other].sum() >= floor:
            offers[tuple(other.tolist())] = value
    best = sorted(offers.items(), key=lambda offer: -offer[1])[:_SUBSTITUTES]
    bids = found | {bundle: value for bundle, value in best if bundle not in found}
    return [(np.array(bundle), max(1.0, float(np.rint(value)))) for bundle, value in bids.items()]


def _bundle(
    start: int, size: int | None, interest: Floats, market: _Market, rng: np.random.Generator
) -> Ints:
    """Grow a bundle from an item: to the given size, or by chance."""
    chosen = np.zeros(interest.size, dtype=np.bool_)
    chosen[start] = True
    while not chosen.all():
        count = int(chosen.sum())
        if count == size or (size is None and rng.random() > _MORE_ITEMS):
            break
        likely = market.compatibility[chosen].mean(axis=0) * interest
        chosen[_choose(np.where(chosen, 0.0, likely + 1e-12), rng)] = True
    return np.flatnonzero(chosen)


def _choose(weights: Floats, rng: np.random.Generator) -> int:
    """Draw a position with probability proportional to its weight."""
    ends = np.cumsum(weights)
    place = np.searchsorted(ends, rng.random() * ends[-1], side="right")
    return min(int(place), weights.size - 1)


def _price(bundle: Ints, private: Floats) -> float:
    """Value a bundle: items complement each other, so the whole is worth more."""
    extra: float = bundle.size ** (1.0 + _ADDITIVITY)
    return float(private[bundle].sum()) + extra


def _model(items: int, bundles: list[Ints], prices: list[float], bidders: Ints) -> Milp:
    sizes = np.array([bundle.size for bundle in bundles])
    several = np.flatnonzero(np.bincount(bidders) > 1)
    row_of = np.full(int(bidders.max()) + 1, -1)
    row_of[several] = items + np.arange(several.size)
    limited = np.flatnonzero(row_of[bidders] >= 0)
    rows = np.concatenate((*bundles, row_of[bidders[limited]]))
    columns = np.concatenate((np.repeat(np.arange(len(bundles)), sizes), limited))
    shape = (items + several.size, len(bundles))
    a, _ = csr_from_triplets(rows, columns, np.ones(rows.size), shape)
    return Milp.from_arrays(
        prices,
        a,
        row_upper=1.0,
        upper=1.0,
        integrality=1,
        maximise=True,
        name=f"combinatorial_auction_{items}_{len(bundles)}",
        variable_names=[f"bid{k}" for k in range(len(bundles))],
        row_names=[f"item{i}" for i in range(items)] + [f"bidder{b}" for b in several.tolist()],
    )
