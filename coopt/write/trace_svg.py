"""The course of a solve as a picture: both bounds over time, and who moved them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from coopt.result import Event

WIDTH, HEIGHT, MARGIN = 800.0, 420.0, 64.0
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#444444")


def trace_svg(trace: Sequence[Event], title: str = "") -> str:
    """Draw the primal bound (upper line) and the dual bound (lower line) over time.

    Each incumbent is a dot in the colour of its source, and has its value and source as a tooltip.

    Parameters
    ----------
    trace : sequence of Event
        The trace of a result.
    title : str
        Shown above the plot.

    Returns
    -------
    str
        A self-contained SVG document.
    """
    shown = [e for e in trace if e.primal_bound is not None or e.dual_bound is not None]
    sources = list(dict.fromkeys(e.source for e in shown if e.kind == "incumbent"))
    x, y = _scales(shown)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="white"/>',
        f'<text x="{MARGIN:g}" y="24" font-size="15">{escape(title)}</text>',
        *_axes(shown, x, y),
        _steps([(e.time_s, e.primal_bound) for e in shown], x, y, "#222222", "primal bound"),
        _steps([(e.time_s, e.dual_bound) for e in shown], x, y, "#888888", "dual bound"),
        *_dots(shown, sources, x, y),
        *_legend(sources),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


class _Scale:
    """A linear map of values to a coordinate."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.high = low, high if high > low else low + max(1.0, abs(low) * 1e-6)
        self.start, self.end = start, end

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + (self.end - self.start) * share, 2)


def _scales(shown: Sequence[Event]) -> tuple[_Scale, _Scale]:
    last = max((e.time_s for e in shown), default=1.0)
    primal = [e.primal_bound for e in shown if e.primal_bound is not None]
    dual = [e.dual_bound for e in shown if e.dual_bound is not None]
    # The first points can be absurd: the range holds the later half of each line.
    values = primal[len(primal) // 2 :] + dual[len(dual) // 2 :] or [0.0]
    low, high = min(values), max(values)
    room = 0.08 * (high - low)
    return (
        _Scale(0.0, last, MARGIN, WIDTH - 16.0),
        _Scale(low - room, high + room, HEIGHT - 40.0, 40.0),
    )


def _steps(
    points: Sequence[tuple[float, float | None]], x: _Scale, y: _Scale, colour: str, name: str
) -> str:
    path, before = "", math.nan
    for time_s, value in points:
        if value is None:
            continue
        inside = min(max(value, y.low), y.high)
        path += f"H{x(time_s)}V{y(inside)}" if path else f"M{x(time_s)},{y(inside)}"
        before = inside
    if not path:
        return ""
    return (
        f'<path d="{path}H{x(x.high)}" fill="none" stroke="{colour}" stroke-width="1.5">'
        f"<title>{name} {before:.10g}</title></path>"
    )


def _dots(shown: Sequence[Event], sources: list[str], x: _Scale, y: _Scale) -> list[str]:
    return [
        f'<circle cx="{x(e.time_s)}" cy="{y(min(max(e.primal_bound, y.low), y.high))}" r="3.5" '
        f'fill="{_colour(sources, e.source)}"><title>{escape(e.source)} {e.primal_bound:.10g} '
        f"at {e.time_s:.2f} s</title></circle>"
        for e in shown
        if e.kind == "incumbent" and e.primal_bound is not None
    ]


def _axes(shown: Sequence[Event], x: _Scale, y: _Scale) -> list[str]:
    left, bottom = x.start, y.start
    lines = [f'<path d="M{left:g},40V{bottom:g}H{x.end:g}" fill="none" stroke="#999"/>']
    for k in range(6):
        value = y.low + (y.high - y.low) * k / 5
        lines.append(
            f'<text x="{left - 6:g}" y="{y(value) + 4:g}" text-anchor="end">{value:.5g}</text>'
        )
        time_s = x.high * k / 5
        at = f'x="{x(time_s):g}" y="{bottom + 18:g}"'
        lines.append(f'<text {at} text-anchor="middle">{time_s:.3g} s</text>')
    return lines


def _legend(sources: list[str]) -> list[str]:
    return [
        f'<circle cx="{WIDTH - 110:g}" cy="{52 + 18 * k}" r="4" fill="{_colour(sources, name)}"/>'
        f'<text x="{WIDTH - 98:g}" y="{56 + 18 * k}">{escape(name)}</text>'
        for k, name in enumerate(sources)
    ]


def _colour(sources: list[str], name: str) -> str:
    return COLOURS[sources.index(name) % len(COLOURS)]
