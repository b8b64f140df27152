"""Learning a directed acyclic graph: a structural model, linear or of networks, from data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coopt.errors import InstanceError
from coopt.problem.csr import Floats, Ints

Score = Literal["ls", "ev", "bic", "logistic", "mlp"]
Penalty = Literal["none", "l0", "l1", "mcp", "ridge", "group"]
Bools = NDArray[np.bool_]

PENALTIES: dict[str, tuple[str, ...]] = {
    "ls": ("none", "l0", "l1", "mcp", "ridge"),
    "ev": ("none",),
    "bic": ("none",),
    "logistic": ("none", "l1", "mcp", "ridge"),
    "mlp": ("none", "group"),
}
"""The penalties that each score takes."""
LARGEST = 5_000
USUAL_GROUP = 0.01
LARGEST_NETWORKS = 4_000_000
ASYMMETRY = 1e-9
CONSTANT = 1e-20
INDEFINITE = 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Dag:
    """Find weights ``W`` of an acyclic graph that explain the data best; ``W[i, j]``: i -> j.

    A solution is ``W``, flattened by rows, shape (d * d,); of ``mlp`` the networks themselves (see
    `coopt.problem.networks`), where ``W[i, j]`` is the length of i's weights in j's network. With
    ``S = X'X / n``, X centred, the objective is, plus the penalty of the entries of W,

    - ``ls``: ``Q = tr((I - W)' S (I - W)) / 2``, half the mean squared residual [1]_;
    - ``ev``: ``(d / 2) log(2 Q)``, the likelihood of equal noise variances;
    - ``bic``: ``sum_j n log v_j + discount * log(n) * parents_j``, where ``v_j`` is the residual
      variance of node j regressed on its parents: only the support of W matters, and the scale of
      the data does not;
    - ``logistic``: ``sum(log(1 + exp(XW)) - X o XW) / n`` for binary X, not centred;
    - ``mlp``: the sum over nodes of half the mean squared error of a network with one layer of
      sigmoid units and no biases, plus ``decay / 2`` times all its squared weights [2]_.

    Parameters
    ----------
    gram : ndarray of float64, shape (d, d)
        ``S``; symmetric, positive semidefinite, no node of variance 0.
    samples : int, optional
        Rows of the data, n; ``bic`` needs them.
    names : sequence of str
        Names of the nodes, or none.
    score, penalty : str
        As above; ``l0`` is ``strength`` for each edge, ``l1`` ``strength * |w|``, ``ridge``
        ``strength / 2 * w ** 2``, ``mcp`` ``strength * (|w| - w ** 2 / (2 gamma))`` up to
        ``|w| = gamma``, then ``strength * gamma / 2``, ``group`` ``strength * W[i, j]`` of ``mlp``.
    strength, gamma, discount : float
        Parameters of the penalty and of ``bic``. A penalty needs a strength > 0: none suits data
        of all units.
    hidden, decay : int and float
        Units of each network of ``mlp``, and its weight of squares.
    tiers : ndarray of int64, shape (d,), optional
        No edge leads to a node of a smaller tier.
    forbidden, required : ndarray of bool, shape (d, d), optional
        Edges that may not, and that must be there.
    data : ndarray of float64, shape (n, d), optional
        X; ``logistic`` and ``mlp`` need it, the latter centred.
    name : str
        Name of the instance.

    Raises
    ------
    InstanceError
        If parts do not fit, a number is not finite, a column is constant, a penalty has no
        strength, or the required edges are forbidden or form a cycle.

    References
    ----------
    .. [1] Zheng, Aragam, Ravikumar, Xing (2018). DAGs with NO TEARS. *NeurIPS 31*.
    .. [2] Zheng, Dan, Aragam, Ravikumar, Xing (2020). Learning sparse nonparametric DAGs.
           *AISTATS 2020*.
    """

    gram: Floats
    samples: int | None = None
    names: tuple[str, ...] = ()
    score: str = "ls"
    penalty: str = "none"
    strength: float = 0.0
    gamma: float = 1.0
    discount: float = 1.0
    hidden: int = 40
    decay: float = 0.01
    tiers: Ints | None = None
    forbidden: Bools | None = None
    required: Bools | None = None
    data: Floats | None = None
    name: str = ""
    maximise = False

    def __post_init__(self) -> None:
        _check_gram(self.gram, self.names)
        _check_score(self)
        _check_knowledge(self)

    @classmethod
    def from_data(
        cls,
        data: ArrayLike,
        names: Sequence[str] = (),
        *,
        standardise: bool = False,
        score: str = "ls",
        **parts: Any,
    ) -> Self:
        """Build from a table of numbers, shape (n, d); columns are centred.

        Parameters
        ----------
        data : array_like, shape (n, d)
            One row a sample.
        names : sequence of str
            Names of the columns.
        standardise : bool
            Whether to scale the columns to variance 1.
        score, **parts
            As for the class; of ``mlp`` the penalty is a group penalty of 0.01 unless told
            otherwise.

        Raises
        ------
        InstanceError
            As for the class, or if there are fewer than two rows.
        """
        x = np.ascontiguousarray(data, dtype=float)
        if x.ndim != 2 or x.shape[0] < 2 or x.shape[1] < 1:
            raise InstanceError(f"the data have shape {x.shape}, expected two rows or more")
        wrong = np.argwhere(~np.isfinite(x))
        if wrong.size:
            row, column = wrong[0].tolist()
            node = _node(tuple(names), column)
            raise InstanceError(f"row {row + 1} of {node} is {x[row, column]}, not finite")
        centred = x - x.mean(axis=0)
        _check_variation(centred, x, tuple(names))
        if standardise and score != "logistic":
            centred /= np.sqrt((centred**2).mean(axis=0))
        gram = centred.T @ centred / x.shape[0]
        kept = {"logistic": x, "mlp": centred}.get(score, parts.pop("data", None))
        if score == "mlp" and parts.setdefault("penalty", "group") == "group":
            parts.setdefault("strength", USUAL_GROUP)
        parts |= {"samples": x.shape[0], "names": tuple(names), "score": score, "data": kept}
        return cls((gram + gram.T) / 2, **parts)

    @property
    def n(self) -> int:
        """Number of nodes, d."""
        return int(self.gram.shape[0])

    @property
    def solution_size(self) -> int:
        """Length of a solution's vector."""
        return self.n * (self.n + 1) * self.hidden if self.score == "mlp" else self.n**2


def allowed_edges(problem: Dag) -> Bools:
    """Return which edges may be there, shape (d, d): no loops, nothing against the knowledge."""
    allowed = ~np.eye(problem.n, dtype=bool)
    if problem.tiers is not None:
        allowed &= problem.tiers[:, None] <= problem.tiers
    if problem.forbidden is not None:
        allowed &= ~problem.forbidden
    return allowed


def precedence(problem: Dag) -> Bools:
    """Return which node is before which in every order considered, transitively closed."""
    before = np.zeros((problem.n, problem.n), dtype=bool)
    if problem.tiers is not None:
        before |= problem.tiers[:, None] < problem.tiers
    if problem.required is not None:
        before |= problem.required
    for k in range(problem.n):
        if before[:, k].any() and before[k].any():
            before |= np.outer(before[:, k], before[k])
    return before


def restricts_edges(problem: Dag) -> bool:
    """Whether some order considered has a forbidden edge, so that not all predecessors serve."""
    return problem.forbidden is not None and bool(
        (problem.forbidden & ~precedence(problem).T & ~np.eye(problem.n, dtype=bool)).any()
    )


def _node(names: tuple[str, ...], j: int) -> str:
    return f"column {names[j]!r}" if names else f"column {j + 1}"


def _check_variation(centred: Floats, x: Floats, names: tuple[str, ...]) -> None:
    """Refuse columns that vary by no more than rounding."""
    size = np.abs(x).max(axis=0)
    for j in np.flatnonzero(np.abs(centred).max(axis=0) <= 1e-13 * size):
        raise InstanceError(
            f"{_node(names, int(j))} is constant: it can have no edge; leave it out"
        )


def _check_gram(gram: Floats, names: tuple[str, ...]) -> None:
    if gram.ndim != 2 or gram.shape[0] != gram.shape[1] or gram.shape[0] < 1:
        raise InstanceError(f"the Gram matrix has shape {gram.shape}, expected (d, d)")
    d = gram.shape[0]
    if d > LARGEST:
        raise InstanceError(f"{d} nodes are too many (limit {LARGEST})")
    if names and len(names) != d:
        raise InstanceError(f"there are {len(names)} names for {d} columns")
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise InstanceError(f"the name {twice!r} stands for two columns")
    wrong = np.argwhere(~np.isfinite(gram))
    if wrong.size:
        i, j = wrong[0].tolist()
        raise InstanceError(f"entry ({i + 1}, {j + 1}) of the Gram matrix is {gram[i, j]}")
    size = np.abs(gram).max()
    skew = np.abs(gram - gram.T)
    if skew.max() > ASYMMETRY * size:
        i, j = (int(k) for k in np.unravel_index(int(skew.argmax()), skew.shape))
        raise InstanceError(f"the Gram matrix is not symmetric at ({i + 1}, {j + 1})")
    for j in np.flatnonzero(np.diag(gram) <= CONSTANT * size):
        raise InstanceError(f"{_node(names, int(j))} has variance {gram[j, j]:g}: leave it out")
    scale = 1 / np.sqrt(np.diag(gram))
    correlations = gram * np.outer(scale, scale)
    try:
        np.linalg.cholesky(correlations + INDEFINITE * d * np.eye(d))
    except np.linalg.LinAlgError:
        least = float(np.linalg.eigvalsh(correlations)[0])
        raise InstanceError(
            f"the Gram matrix is indefinite: its correlations have eigenvalue {least:.3g}, so it "
            "is of no data"
        ) from None


def _check_score(problem: Dag) -> None:
    if problem.score not in PENALTIES:
        raise InstanceError(f"there is no score {problem.score!r}: {', '.join(PENALTIES)}")
    takes = PENALTIES[problem.score]
    if problem.penalty not in takes:
        raise InstanceError(
            f"score {problem.score} takes the penalty {' or '.join(takes)}, not {problem.penalty!r}"
        )
    for label in ("strength", "gamma", "discount", "decay"):
        value = getattr(problem, label)
        if not (np.isfinite(value) and value >= 0):
            raise InstanceError(f"the {label} is {value}, expected a number >= 0")
    _check_strength(problem)
    if problem.penalty == "mcp" and problem.gamma <= 0:
        raise InstanceError("the gamma of mcp is 0, expected a number > 0")
    if problem.samples is not None and problem.samples < 2:
        raise InstanceError(f"there are {problem.samples} rows, expected 2 or more")
    if problem.score == "bic" and problem.samples is None:
        raise InstanceError("score bic needs the number of samples behind the Gram matrix")
    if problem.score == "logistic":
        _check_binary(problem)
    if problem.score == "mlp":
        _check_networks(problem)


def _check_strength(problem: Dag) -> None:
    """Refuse a penalty that would do nothing, and a strength of no penalty."""
    if problem.penalty != "none" and problem.strength == 0:
        raise InstanceError(
            f"penalty {problem.penalty} needs a strength > 0, and what suits depends on the "
            "units of the data"
        )
    if problem.penalty == "none" and problem.strength > 0:
        raise InstanceError(
            f"strength {problem.strength:g} weighs no penalty: score {problem.score} takes "
            f"{' or '.join(PENALTIES[problem.score])}"
        )


def _check_networks(problem: Dag) -> None:
    x = problem.data
    if x is None or x.ndim != 2 or x.shape[1] != problem.n:
        raise InstanceError("score mlp needs the data, not only their Gram matrix")
    if not np.isfinite(x).all():
        raise InstanceError("score mlp needs data that are finite")
    if problem.hidden < 1 or problem.n * (problem.n + 1) * problem.hidden > LARGEST_NETWORKS:
        raise InstanceError(
            f"{problem.hidden} hidden units for each of {problem.n} nodes: expected at least 1 "
            f"and at most {LARGEST_NETWORKS} weights in all"
        )


def _check_binary(problem: Dag) -> None:
    x = problem.data
    if x is None or x.ndim != 2 or x.shape[1] != problem.n:
        raise InstanceError("score logistic needs the data, not only their Gram matrix")
    wrong = np.argwhere((x != 0) & (x != 1))
    if wrong.size:
        row, j = wrong[0].tolist()
        raise InstanceError(
            f"row {row + 1} of {_node(problem.names, j)} is {x[row, j]:g}: score logistic takes "
            "0 and 1"
        )


def _check_knowledge(problem: Dag) -> None:
    d = problem.n
    if problem.tiers is not None and problem.tiers.shape != (d,):
        raise InstanceError(f"there are {problem.tiers.size} tiers for {d} columns")
    for label in ("forbidden", "required"):
        edges = getattr(problem, label)
        if edges is not None and (edges.shape != (d, d) or edges.dtype != bool):
            raise InstanceError(f"the {label} edges have shape {edges.shape}, expected ({d}, {d})")
    if problem.required is None:
        return
    clash = np.argwhere(problem.required & ~allowed_edges(problem))
    if clash.size:
        i, j = clash[0].tolist()
        raise InstanceError(
            f"the edge from {_node(problem.names, i)} to {_node(problem.names, j)} is required, "
            "but forbidden or against the tiers"
        )
    circle = np.flatnonzero(np.diag(precedence(problem)))
    if circle.size:
        raise InstanceError(
            f"the required edges form a cycle through {_node(problem.names, int(circle[0]))}"
        )
