"""A solution as a picture: tours, routes and visits on their map, a set on its graph."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats
from coopt.problem.cvrp import Cvrp, routes_of
from coopt.problem.dag import Dag
from coopt.problem.distances import Distances, distance_matrix, radians
from coopt.problem.independent_set import IndependentSet
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.problem.tsp import Tsp
from coopt.write.graph import node_names, order_of, weights_of
from coopt.write.trace_svg import COLOURS

SIZE, MARGIN, HEAD = 900.0, 24.0, 40.0
SCALED_UP_TO = 1_500
"""Distances without coordinates are placed in the plane for up to so many nodes."""
EDGES_SHOWN = 6_000
LABELS_SHOWN = 200


def solution_svg(problem: Any, x: NDArray[Any], title: str = "") -> str | None:
    """Draw a solution.

    Coordinates of a GEO instance are a map: longitude to the right, latitude upwards, in
    proportion at the middle latitude. Distances without coordinates are placed by classical
    scaling [1]_, a graph on a circle.

    Parameters
    ----------
    problem
        A routing problem, an independent set or a graph learned; of others there is no picture.
    x : ndarray
        The solution, in the encoding its problem documents.
    title : str
        Shown above the picture.

    Returns
    -------
    str or None
        A self-contained SVG document, or None if there is nothing to draw on.

    References
    ----------
    .. [1] Torgerson (1952). Multidimensional scaling. *Psychometrika* 17(4): 401-419.
    """
    nodes = np.rint(np.asarray(x, dtype=float)).astype(np.int64)
    if isinstance(problem, IndependentSet):
        return _page(_set(problem, nodes), title, SIZE)
    if isinstance(problem, Dag):
        return _page(_graph(problem, np.asarray(x, dtype=float)), title, SIZE)
    found = _lines(problem, nodes)
    where = None if found is None else _places(problem.distances)
    if found is None or where is None:
        return None
    lines, has_depot = found
    spots, height = _fit(where)
    parts = [_line(spots[line], k) for k, line in enumerate(lines)]
    radius = float(np.clip(60.0 / np.sqrt(max(len(spots), 1)), 0.4, 4.0))
    on_line = np.zeros(len(spots), dtype=bool)
    for line in lines:
        on_line[line] = True
    parts += [_dot(spot, radius, bool(on)) for spot, on in zip(spots, on_line, strict=True)]
    if has_depot:
        px, py = spots[0]
        parts.append(f'<rect x="{px - 6:.1f}" y="{py - 6:.1f}" width="12" height="12"/>')
    return _page(parts, title, height)


def _lines(problem: Any, nodes: NDArray[np.int64]) -> tuple[list[list[int]], bool] | None:
    """Return the lines to draw, each a sequence of nodes, and whether node 0 is a depot."""
    if isinstance(problem, Tsp):
        return [[*nodes.tolist(), int(nodes[0])]], False
    if isinstance(problem, Cvrp | MultiTsp):
        back = [] if isinstance(problem, Cvrp) and problem.open_routes else [0]
        return [[0, *route, *back] for route in routes_of(nodes)], True
    if isinstance(problem, Orienteering | PrizeCollecting):
        return [[0, *nodes[: np.count_nonzero(nodes)].tolist(), 0]], True
    return None


def _places(distances: Distances) -> Floats | None:
    """Return a place for each node, y upwards; None if there is none."""
    if distances.points is not None:
        places = distances.points[:, :2].astype(float)
        if distances.rule != "GEO":
            return places
        degrees = np.degrees(radians(places))
        middle = np.cos(np.radians(0.5 * (degrees[:, 0].min() + degrees[:, 0].max())))
        return np.column_stack([degrees[:, 1] * middle, degrees[:, 0]])
    if distances.n > SCALED_UP_TO:
        return None
    matrix = distance_matrix(distances).astype(float)
    square = (0.5 * (matrix + matrix.T)) ** 2
    centred = square - square.mean(axis=0) - square.mean(axis=1)[:, None] + square.mean()
    values, vectors = np.linalg.eigh(-0.5 * centred)
    scaled = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0.0))
    return np.column_stack([scaled, np.zeros((distances.n, 2 - scaled.shape[1]))])[:, ::-1]


def _fit(places: Floats) -> tuple[Floats, float]:
    """Move places into the picture, y downwards; return them and its height."""
    low, high = places.min(axis=0), places.max(axis=0)
    wide, tall = np.maximum(high - low, 1e-9)
    scale = (SIZE - 2 * MARGIN) / max(wide, tall)
    across = MARGIN + (places[:, 0] - low[0]) * scale
    down = HEAD + MARGIN + (high[1] - places[:, 1]) * scale
    return np.column_stack([across, down]).round(2), HEAD + 2 * MARGIN + tall * scale


def _line(spots: Floats, k: int) -> str:
    points = " ".join(f"{px:g},{py:g}" for px, py in spots.tolist())
    colour = COLOURS[k % len(COLOURS)]
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.3"/>'


def _dot(spot: Floats, radius: float, on: bool) -> str:
    colour = "#222222" if on else "#bbbbbb"
    return f'<circle cx="{spot[0]:g}" cy="{spot[1]:g}" r="{radius:.2f}" fill="{colour}"/>'


def _set(problem: IndependentSet, chosen: NDArray[np.int64]) -> list[str]:
    """Draw the graph on a circle, the chosen nodes large."""
    angle = 2.0 * np.pi * np.arange(problem.n) / max(problem.n, 1)
    reach, middle = 0.5 * SIZE - 2 * MARGIN, 0.5 * SIZE
    spots = np.column_stack([middle + reach * np.cos(angle), middle + reach * np.sin(angle)])
    rows = np.repeat(np.arange(problem.n), np.diff(problem.indptr))
    once = np.flatnonzero(rows < problem.indices)[:EDGES_SHOWN]
    parts = [
        f'<line x1="{spots[i, 0]:.1f}" y1="{spots[i, 1]:.1f}" x2="{spots[j, 0]:.1f}" '
        f'y2="{spots[j, 1]:.1f}" stroke="#dddddd" stroke-width="0.5"/>'
        for i, j in zip(rows[once].tolist(), problem.indices[once].tolist(), strict=True)
    ]
    order = np.argsort(chosen)
    parts += [_dot(spots[i], 4.0 if chosen[i] else 1.5, bool(chosen[i])) for i in order]
    return parts


def _graph(problem: Dag, x: Floats) -> list[str]:
    """Draw a graph in layers, causes above effects, its weights on the edges."""
    w, names = weights_of(problem, x), node_names(problem)
    depth = np.zeros(problem.n, dtype=np.int64)
    for i in order_of(w).tolist():
        depth[w[i] != 0.0] = np.maximum(depth[w[i] != 0.0], depth[i] + 1)
    spots = np.zeros((problem.n, 2))
    layers = int(depth.max(initial=0)) + 1
    for level in range(layers):
        there = np.flatnonzero(depth == level)
        across = (np.arange(there.size) + 1.0) / (there.size + 1.0)
        # Layers lean by turns, so that edges over several layers miss the nodes between.
        lean = 0.25 * (level % 3 - 1) / (there.size + 1.0)
        spots[there, 0] = MARGIN + (across + lean) * (SIZE - 2 * MARGIN)
        spots[there, 1] = HEAD + MARGIN + level * (SIZE - HEAD - 3 * MARGIN) / max(layers - 1, 1)
    parts = [
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="16" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#888888"/></marker></defs>'
    ]
    labelled = int((w != 0.0).sum()) <= LABELS_SHOWN
    for i, j in np.argwhere(w != 0.0).tolist():
        (px, py), (qx, qy) = spots[i], spots[j]
        parts.append(
            f'<line x1="{px:.1f}" y1="{py:.1f}" x2="{qx:.1f}" y2="{qy:.1f}" stroke="#888888" '
            'marker-end="url(#tip)"/>'
        )
        if labelled:
            parts.append(
                f'<text x="{0.6 * px + 0.4 * qx:.1f}" y="{0.6 * py + 0.4 * qy:.1f}" '
                f'font-size="10" fill="#555555">{w[i, j]:.2g}</text>'
            )
    for (px, py), name in zip(spots.tolist(), names, strict=True):
        parts.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="9" fill="#0072b2"/>')
        parts.append(
            f'<text x="{px:.1f}" y="{py - 12:.1f}" font-size="12" '
            f'text-anchor="middle">{escape(name)}</text>'
        )
    return parts


def _page(parts: Sequence[str], title: str, height: float) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE:g} {height:.0f}" '
        'font-family="sans-serif">',
        f'<rect width="{SIZE:g}" height="{height:.0f}" fill="white"/>',
        f'<text x="{MARGIN:g}" y="26" font-size="16">{escape(title)}</text>',
    )
    return "\n".join([*head, *parts, "</svg>"]) + "\n"
