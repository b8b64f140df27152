"""What the data and the answers of a search for a graph allow one to conclude.

The least-squares score is a target of optimisation. It identifies a graph only where the noise of
all nodes has nearly the same variance on the scale of the data [1]_; simulated data often betray
their order by growing variances alone [2]_.

References
----------
.. [1] Peters, Bühlmann (2014). Identifiability of Gaussian structural equation models with equal
       error variances. *Biometrika* 101(1): 219-228.
.. [2] Reisach, Seiler, Weichwald (2021). Beware of the simulated DAG! *NeurIPS 34*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats
from coopt.problem.dag import Dag

RANK = 1e-10
CLOSE = 0.01
SCORELIKE = 0.02
EDGE = 1e-9


@dataclass(frozen=True, slots=True)
class DagDiagnostics:
    """Figures beside a graph.

    Parameters
    ----------
    nodes, rank : int
        Columns, and the rank of their correlations.
    samples : int or None
        Rows.
    variance_ratio : float
        Largest variance of a column over the smallest.
    varsortability : float
        Share of the answer's directed paths along which the variance grows, pairs of equal
        variance counting half; 0.5 on standardised data. It is computed on the answer, not on
        the unknown truth.
    least_squares : float
        Half the mean squared residual of the answer's graph, each node regressed anew on its
        parents, without penalty and whatever the score: not the objective, but that of ``ls``.
    least_squares_by_variance : float
        The same along the order of variances, on all predecessors.
    agreement : float or None
        Of several answers: mean share of edges, as ordered pairs, that two of them share.
    """

    nodes: int
    rank: int
    samples: int | None
    variance_ratio: float
    varsortability: float
    least_squares: float
    least_squares_by_variance: float
    agreement: float | None = None


def diagnose(problem: Dag, weights: Floats, others: Sequence[Floats] = ()) -> DagDiagnostics:
    """Compute the figures of an answer; ``others`` are answers of further starts.

    Least squares leaves no weight at exactly 0: cut small ones off first (`above`).
    O(d^3) for each step of the longest path.
    """
    gram = problem.gram
    variance = np.diag(gram)
    scale = 1 / np.sqrt(variance)
    values = np.linalg.eigvalsh(gram * np.outer(scale, scale))
    edges = np.abs(weights) > EDGE
    answers = [edges, *(np.abs(other) > EDGE for other in others)]
    return DagDiagnostics(
        nodes=problem.n,
        rank=int((values > RANK).sum()),
        samples=problem.samples,
        variance_ratio=float(variance.max() / variance.min()),
        varsortability=varsortability(variance, edges),
        least_squares=_half(gram, edges),
        least_squares_by_variance=baseline(gram, np.argsort(variance, kind="stable")),
        agreement=agreement(answers) if len(answers) > 1 else None,
    )


def varsortability(variance: Floats, edges: NDArray[np.bool_]) -> float:
    """Return the share of directed paths along which the variance grows; 0.5 without paths.

    Paths are counted once for each pair of ends and length, as in the definition [1]_.

    References
    ----------
    .. [1] Reisach, Seiler, Weichwald (2021). Beware of the simulated DAG! *NeurIPS 34*.
    """
    ratio = variance[None, :] / variance[:, None]
    reach = edges.copy()
    grows = total = 0.0
    for _ in range(edges.shape[0] - 1):
        total += float(reach.sum())
        equal = np.abs(ratio - 1) <= 1e-9
        grows += float((reach & (ratio > 1) & ~equal).sum() + (reach & equal).sum() / 2)
        reach = (reach.astype(float) @ edges) > 0
    return grows / total if total else 0.5


def baseline(gram: Floats, order: NDArray[np.int64]) -> float:
    """Return half the sum of residual variances along an order."""
    ridge = RANK * np.diag(np.diag(gram))
    lower = np.linalg.cholesky((gram + ridge)[np.ix_(order, order)])
    return float((np.diag(lower) ** 2).sum() / 2)


def agreement(answers: Sequence[NDArray[np.bool_]]) -> float:
    """Return the mean over pairs of graphs of shared edges over all edges of either."""
    shares = []
    for k, one in enumerate(answers):
        for other in answers[k + 1 :]:
            either = int((one | other).sum())
            shares.append(float((one & other).sum()) / either if either else 1.0)
    return float(np.mean(shares))


def conclusions(problem: Dag, found: DagDiagnostics) -> str:
    """Say in a few lines what may be concluded from a graph, and what may not."""
    lines = [_about_score(problem)]
    if found.rank < found.nodes:
        lines.append(
            f"The {found.nodes} columns have rank {found.rank}: some are combinations of others, "
            "so many graphs fit alike and weights are not unique."
        )
    if found.samples is not None and found.samples < 5 * found.nodes:
        lines.append(
            f"{found.samples} rows are few for {found.nodes} columns: expect chance edges."
        )
    if problem.score in ("ls", "ev"):
        lines += _about_variances(found)
    if found.agreement is not None and found.agreement < 1 - CLOSE:
        lines.append(
            f"Answers from different starts share {found.agreement:.0%} of their edges on average: "
            "read only those that they have in common."
        )
    return "\n".join(lines)


def _about_score(problem: Dag) -> str:
    if problem.score == "bic":
        return (
            "The BIC score does not depend on the scale. At best it finds the graph up to edges "
            "whose direction the data cannot tell, if no common cause is hidden and the relations "
            "are linear; it does not show that an edge is a cause."
        )
    if problem.score == "logistic":
        return "The logistic score fits binary columns; it does not show that an edge is a cause."
    if problem.score == "mlp":
        return (
            "The score mlp fits networks: its best graph is the true one only if the noise is "
            "added with nearly the same variance to all columns in these units; it does not show "
            "that an edge is a cause. Weights below 0.5 or so are often chance."
        )
    return (
        "The least-squares score is a target of optimisation, not evidence of causes: its best "
        "graph is the true one only if the noise of all columns has nearly the same variance in "
        "these units, which data cannot confirm by this score."
    )


def _about_variances(found: DagDiagnostics) -> list[str]:
    lines = []
    if found.variance_ratio < 1 + CLOSE:
        lines.append(
            "The columns have equal variances, as standardised data do: here the least-squares "
            "optimum generally is not the true graph. Use score bic."
        )
    elif found.least_squares_by_variance <= found.least_squares * (1 + SCORELIKE):
        lines.append(
            "By half the mean squared residual, fitted anew without penalty, all edges along the "
            f"order of the columns by variance alone come to {found.least_squares_by_variance:.6g}"
            f", the answer's edges to {found.least_squares:.6g}: the answer says little more than "
            "the variances do."
        )
    if found.varsortability > 0.9 and found.variance_ratio >= 1 + CLOSE:
        lines.append(
            f"Variance grows along {found.varsortability:.0%} of the answer's paths: another unit "
            "of measurement may well reverse its edges."
        )
    return lines


def _half(gram: Floats, edges: NDArray[np.bool_]) -> float:
    total = 0.0
    for j in range(gram.shape[0]):
        parents = np.flatnonzero(edges[:, j])
        total += float(gram[j, j])
        if parents.size:
            outer = gram[parents, j]
            inner = gram[np.ix_(parents, parents)]
            total -= float(outer @ np.linalg.lstsq(inner, outer, rcond=1e-13)[0])
    return total / 2
