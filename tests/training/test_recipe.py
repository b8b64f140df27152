"""Recipes: what is right is read, what is wrong is named in one line."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from coopt.errors import OptionError
from coopt.shelf import shelf
from coopt.training.rate import rate_at
from coopt.training.recipe import Steps, read_recipe, recipe_of
from coopt.training.subject import teaching_of
from tests.training.small_recipe import RECIPE

ROOT = Path(__file__).resolve().parents[2]
SHELF = sorted(shelf("policies").glob("*/*/recipe.toml"))


def test_a_recipe_is_read() -> None:
    recipe = recipe_of(RECIPE)
    assert (recipe.method, recipe.task, recipe.seed) == ("bq_nco", "knapsack", 3)
    assert recipe.train.steps == 12
    assert recipe.train.rate == 7.5e-4
    assert recipe.data["nodes"] == 8


def test_layout_and_comments_do_not_change_the_key() -> None:
    assert recipe_of("# a comment\n" + RECIPE).key == recipe_of(RECIPE).key
    assert recipe_of(RECIPE.replace("seed = 3", "seed = 4")).key != recipe_of(RECIPE).key


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("steps = 12", "stepz = 12", "train: there is no key 'stepz'; did you mean steps?"),
        ("steps = 12", "steps = 12.5", "train: steps is 12.5, expected a whole number"),
        ("steps = 12", "steps = true", "train: steps is True, expected a whole number"),
        ("steps = 12", "", "train: the key 'steps' is missing"),
        ("steps = 12", "steps = 0", "train: steps is 0, expected at least 1"),
        ("steps = 12", "steps = 12\nrestarts = 9", "train: restarts is 9, expected a list"),
        ("steps = 12", "steps = 12\nrestarts = [2.0]", "train: restarts is 2.0, expected a whole"),
        ("steps = 12", "steps = 12\nrate = nan", "train: rate is nan, expected a finite number"),
        ("steps = 12", "steps = 12\naverage = 1", "train: average is 1.0, expected at least 0"),
        ("steps = 12", "steps = 12\ndecay = 'step'", "train: decay is 'step', expected cosine or"),
        ('task = "knapsack"', "task = 7", "recipe: task is 7, expected a text"),
        ('task = "knapsack"', 'task = "../x"', "recipe: '../x' is no name"),
        ("seed = 3", "seed = -1", "recipe: seed is -1"),
        ("[data]", "[data", "no TOML"),
        ("[data]", "[date]", "there is no key 'date'; did you mean data?"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(RECIPE.replace(old, new))
    with pytest.raises(OptionError) as caught:
        read_recipe(path)
    text = str(caught.value)
    assert text.startswith(str(path))
    assert said in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nodes = 8", "nodes = 2", "data: nodes is 2, expected 4 to 30000"),
        ("nodes = 8", "node = 8", "data: there is no key 'node'; did you mean nodes?"),
        ("heads = 2", "heads = 3", "width 8 is no multiple of the 3 attention heads"),
        ("heads = 2", "heads = 0", "model: heads is 0, expected 1 to 4096"),
        ("width = 8", "width = 1000000000000", "model: width is 1000000000000, expected 1 to 4096"),
        ("nodes = 8", "nodes = 40000", "data: nodes is 40000, expected 4 to 30000"),
        ("nodes = 8", "nodes = 8\nkicks = 9", "data: knapsack does not use 'kicks'"),
        ("nodes = 8", "nodes = 8\nbudget = 9.0", "data: knapsack does not use 'budget'"),
        ('task = "knapsack"', 'task = "golf"', "no task 'golf'"),
    ],
)
def test_what_the_method_does_not_understand_is_named(old: str, new: str, said: str) -> None:
    pytest.importorskip("torch")
    recipe = recipe_of(RECIPE.replace(old, new))
    with pytest.raises(OptionError, match=said):
        teaching = teaching_of(recipe)
        teaching.label_sets(recipe)
        teaching.network(recipe)


@pytest.mark.parametrize("capacity", ["2", "12.5"])
def test_vehicles_hold_the_largest_demand(capacity: str) -> None:
    pytest.importorskip("torch")
    text = RECIPE.replace("knapsack", "cvrp").replace("1.5", capacity)
    recipe = recipe_of(text)
    said = f"data: capacity is {capacity}, expected a whole number of at least 9, or 0"
    with pytest.raises(OptionError, match=said):
        teaching_of(recipe).label_sets(recipe)


@pytest.mark.parametrize("method", ["balans", "nothing"])
def test_a_method_that_does_not_learn_is_named(method: str) -> None:
    with pytest.raises(OptionError, match=f"no method '{method}' that can be trained"):
        teaching_of(recipe_of(RECIPE.replace("bq_nco", method)))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no such file"):
        read_recipe(tmp_path / "none.toml")


@pytest.mark.parametrize("path", SHELF, ids=lambda path: path.parent.name)
def test_recipes_on_the_shelf_are_understood(path: Path) -> None:
    pytest.importorskip("torch")
    recipe = read_recipe(path)
    assert (path.parent.parent.name, path.parent.name) == (recipe.method, recipe.task)
    teaching_of(recipe).label_sets(recipe)


def test_the_documentation_has_every_key_with_its_default() -> None:
    pytest.importorskip("torch")
    from coopt.methods.bq_nco.model import Size
    from coopt.methods.bq_nco.train import Data

    lines = (ROOT / "docs" / "training.md").read_text("utf-8").splitlines()
    for kind in (Data, Size, Steps):
        for field in fields(kind):
            row = next(line for line in lines if line.startswith(f"| `{field.name}` |"))
            cell = row.split("|")[3 if kind is Data else 2].strip().strip("`")
            if field.default is MISSING:
                assert cell == "needed"
            elif isinstance(field.default, str | bool):
                assert cell == json.dumps(field.default)
            elif field.name != "restarts":
                assert float(cell) == field.default


def test_the_rate_rises_then_falls_to_nothing() -> None:
    train = Steps(steps=100, rate=1.0, warm_up=9)
    rates = [rate_at(step, train) for step in range(101)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates) == rates[9] == pytest.approx(1.0)
    assert rates[9:] == sorted(rates[9:], reverse=True)
    assert rates[100] == pytest.approx(0.0)
    assert rate_at(10**6, Steps(steps=5, rate=1.0, decay="none")) == 1.0


def test_a_restart_goes_on_from_half_of_the_rate() -> None:
    short, long = (
        Steps(steps=50, rate=1.0, warm_up=9),
        Steps(steps=80, rate=1.0, warm_up=9, restarts=(50,)),
    )
    assert [rate_at(k, long) for k in range(50)] == [rate_at(k, short) for k in range(50)]
    rates = [rate_at(k, long) for k in range(50, 81)]
    assert rates[0] == pytest.approx(0.5)
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] == pytest.approx(0.0)
    again = Steps(steps=99, rate=1.0, warm_up=9, restarts=(50, 80))
    assert [rate_at(k, again) for k in range(80)] == [rate_at(k, long) for k in range(80)]
    assert rate_at(80, again) == pytest.approx(0.5)
    with pytest.raises(OptionError, match=r"restarts are \[80\], expected to rise between 0 and"):
        Steps(steps=80, restarts=(80,))


def test_a_recipe_with_a_restart_goes_on_from_the_one_without() -> None:
    longer = recipe_of(RECIPE.replace("steps = 12", "steps = 20\nrestarts = [12]"))
    assert longer.keys == (longer.key, recipe_of(RECIPE).key)
    longest = recipe_of(RECIPE.replace("steps = 12", "steps = 30\nrestarts = [12, 20]"))
    assert longest.keys == (longest.key, *longer.keys)
    assert recipe_of(RECIPE).keys == (recipe_of(RECIPE).key,)
