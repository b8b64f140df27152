"""Read the edges of a directed graph and their weights from GraphML."""

from __future__ import annotations

from xml.parsers import expat

from coopt.read.fields import real
from coopt.read.weighted_edge import WeightedEdge
from coopt.read.wording import FaultError, quoted


def edges_of_graphml(text: str) -> list[WeightedEdge]:
    """Read every ``edge`` with the attribute that a ``key`` names ``weight``.

    Raises
    ------
    FaultError
        If the text is no GraphML, an edge has no weight or no direction, or the document declares
        a type: there entities could be defined, and none is expanded.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    state = _State(parser)
    parser.StartDoctypeDeclHandler = state.refuse_type
    parser.StartElementHandler = state.begin
    parser.EndElementHandler = state.end
    parser.CharacterDataHandler = state.read
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise FaultError(error.lineno, f"no XML: {expat.ErrorString(error.code)}") from None
    return state.found


class _State:
    """What has been read so far."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.found: list[WeightedEdge] = []
        self.within = False
        self.key = ""
        self.edge: tuple[int, str, str] | None = None
        self.weight: str | None = None
        self.reading = False

    def refuse_type(self, name: str, system: str | None, public: str | None, inner: bool) -> None:
        raise FaultError(self.parser.CurrentLineNumber, "a document type is not read")

    def begin(self, name: str, given: dict[str, str]) -> None:
        kind, line = name.rpartition(" ")[2], self.parser.CurrentLineNumber
        if not self.within and kind != "graphml":
            raise FaultError(line, f"<{quoted(kind)[1:-1]}> begins no GraphML")
        self.within = True
        if kind == "key" and given.get("attr.name") == "weight" and given.get("for") != "node":
            self.key = given.get("id", "")
        elif kind == "graph" and given.get("edgedefault") != "directed":
            raise FaultError(line, 'the graph is not directed (edgedefault="directed")')
        elif kind == "edge":
            if given.get("directed", "true") != "true":
                raise FaultError(line, "the edge has no direction")
            if not {"source", "target"} <= given.keys():
                raise FaultError(line, "the edge needs a source and a target")
            self.edge, self.weight = (line, given["source"], given["target"]), None
        elif kind == "data" and self.edge and given.get("key") == self.key:
            self.reading, self.weight = True, ""

    def read(self, text: str) -> None:
        if self.reading and self.weight is not None:
            self.weight += text

    def end(self, name: str) -> None:
        kind = name.rpartition(" ")[2]
        if kind == "data":
            self.reading = False
        elif kind == "edge" and self.edge:
            if self.weight is None:
                raise FaultError(self.edge[0], "the edge has no weight")
            weight = real(self.weight.strip(), self.edge[0], "a weight")
            self.found.append(WeightedEdge(*self.edge, weight))
            self.edge = None
