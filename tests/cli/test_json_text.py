from __future__ import annotations

import json
import math

import numpy as np

from coopt_cli.json_text import json_text


def test_what_json_cannot_say_becomes_null() -> None:
    value = {"a": math.inf, "b": [math.nan, (1.5, -math.inf)], "c": np.array([1.0, np.nan])}
    assert json.loads(json_text(value)) == {"a": None, "b": [None, [1.5, None]], "c": [1.0, None]}


def test_the_text_is_one_line() -> None:
    assert "\n" not in json_text({"name": "two\nlines"})


def test_numpy_scalars_are_numbers() -> None:
    assert json.loads(json_text([np.int64(3), np.float64(0.5), np.bool_(True)])) == [3, 0.5, True]
