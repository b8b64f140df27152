import xml.etree.ElementTree as ElementTree

from coopt.result import Event
from coopt.write.trace_svg import trace_svg


def event(time_s: float, kind: str, source: str, primal: float | None, dual: float | None) -> Event:
    return Event(time_s, kind, source, primal, dual)


TRACE = [
    event(0.0, "start", "scip", None, None),
    event(0.1, "bound", "scip", None, 3.0),
    event(0.2, "incumbent", "balans", 9.0, 3.0),
    event(0.5, "incumbent", "<b>", 5.0, 3.0),
    event(0.9, "bound", "scip", 5.0, 5.0),
]


def test_each_incumbent_is_a_dot_that_names_its_source() -> None:
    root = ElementTree.fromstring(trace_svg(TRACE, "a & b"))
    circles = [c for c in root.iter("{http://www.w3.org/2000/svg}circle") if len(c)]
    titles = [c[0].text for c in circles]
    assert titles == ["balans 9 at 0.20 s", "<b> 5 at 0.50 s"]


def test_names_cannot_become_markup() -> None:
    text = trace_svg(TRACE, "<script>")
    assert "<script>" not in text
    assert "<b>" not in text


def test_a_trace_without_bounds_is_drawn_empty() -> None:
    ElementTree.fromstring(trace_svg([]))
    ElementTree.fromstring(trace_svg(TRACE[:1]))
