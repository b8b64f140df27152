"""Messages from a child to its parent: a fixed header and raw bytes, nothing that is executed."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["incumbent", "bound", "claim", "nodes", "note", "data", "refused", "error", "done"]
KINDS: tuple[Kind, ...] = (
    "incumbent",
    "bound",
    "claim",
    "nodes",
    "note",
    "data",
    "refused",
    "error",
    "done",
)
_HEADER = struct.Struct("<Bd I")


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """One message: a kind, a number, and a payload."""

    kind: Kind
    value: float = 0.0
    payload: bytes = b""

    def text(self) -> str:
        """Return the payload as text."""
        return self.payload.decode("utf-8", "replace")

    def solution(self) -> NDArray[np.float64]:
        """Return the payload as a vector."""
        return np.frombuffer(self.payload, dtype=np.float64)

    def data(self) -> Any:
        """Return the payload, read as JSON."""
        return json.loads(self.payload)


def send(fd: int, message: Message) -> None:
    """Write one message to a pipe, whole."""
    header = _HEADER.pack(KINDS.index(message.kind), message.value, len(message.payload))
    view = memoryview(header + message.payload)
    while view:
        view = view[os.write(fd, view) :]


def split(buffer: bytearray) -> Iterator[Message]:
    """Take the whole messages off the front of a buffer."""
    while len(buffer) >= _HEADER.size:
        kind, value, length = _HEADER.unpack_from(buffer)
        end = _HEADER.size + length
        if len(buffer) < end:
            return
        payload = bytes(buffer[_HEADER.size : end])
        del buffer[:end]
        yield Message(KINDS[kind], value, payload)
