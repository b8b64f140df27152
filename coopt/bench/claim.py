"""Claims of a run that cannot be true, given what is known of the instance."""

from __future__ import annotations

from coopt.bench.reference import Reference
from coopt.bench.run import BenchRun


def wrong_claim(run: BenchRun, reference: Reference | None) -> str:
    """Say which claim of a run contradicts the reference; empty if none does.

    Parameters
    ----------
    run : BenchRun
        The run.
    reference : Reference or None
        What is known. A ``disputed`` value contradicts nothing; a ``best_known`` one is a
        solution, so that no bound may exclude it and no optimum may be worse.
    """
    if reference is None or reference.standing == "disputed" or run.status == "error":
        return ""
    if reference.standing == "infeasible":
        return "a solution of an infeasible instance" if run.objective is not None else ""
    if reference.standing == "unbounded":
        settled = run.status in ("optimal", "infeasible")
        return f"{run.status} on an unbounded instance" if settled else ""
    if run.status in ("infeasible", "unbounded", "infeasible_or_unbounded"):
        return f"{run.status} on an instance with an optimum"
    if reference.value is None:
        return ""
    return _wrong_value(run, reference, reference.value)


def _wrong_value(run: BenchRun, reference: Reference, value: float) -> str:
    """Compare objective and dual bound with the reference, for minimisation."""
    sign = -1.0 if run.sense == "max" else 1.0
    allowed = reference.tolerance * max(1.0, abs(value))
    slack = max(reference.tolerance, float(run.settings.get("gap") or 0.0)) * max(1.0, abs(value))
    if run.objective is not None:
        excess = sign * (run.objective - value)
        if reference.standing == "optimal" and excess < -allowed:
            return f"objective {run.objective:.10g} is better than the optimum {value:.10g}"
        if run.status == "optimal" and excess > slack:
            return f"optimal at {run.objective:.10g}, but {value:.10g} is known"
    if run.dual_bound is not None and sign * (run.dual_bound - value) > allowed:
        return f"dual bound {run.dual_bound:.10g} excludes the known {value:.10g}"
    return ""
