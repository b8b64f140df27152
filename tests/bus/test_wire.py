import os

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coopt.bus.wire import KINDS, Message, send, split


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.floats(allow_nan=False), st.binary())),
    st.integers(1, 40),
)
def test_messages_survive_any_cutting_of_the_stream(
    messages: list[tuple[str, float, bytes]], chunk: int
) -> None:
    read_end, write_end = os.pipe()
    for kind, value, payload in messages:
        send(write_end, Message(kind, value, payload))  # type: ignore[arg-type]
    os.close(write_end)
    buffer, received = bytearray(), []
    while piece := os.read(read_end, chunk):
        buffer += piece
        received += [(m.kind, m.value, m.payload) for m in split(buffer)]
    os.close(read_end)
    assert received == messages


def test_a_solution_keeps_every_bit() -> None:
    x = np.array([0.1, -0.0, 1e300])
    assert Message("incumbent", 0.0, x.tobytes()).solution().tobytes() == x.tobytes()
