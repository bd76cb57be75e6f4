"""Recipes: JSON round trip, fingerprints that follow content, one-line errors for every field."""

import dataclasses
import json

import pytest

from procimg.errors import UserError
from procimg.recipe import Mixing, Recipe

RECIPE = Recipe(bank_hash="ab" * 32, size_px=64, mixing=Mixing(method="cutmix", num_mixed=4, alpha=0.5), seed=11)


def test_json_round_trip_gives_an_equal_recipe_and_fingerprint():
    read = Recipe.from_dict(json.loads(json.dumps(RECIPE.to_dict())))
    assert read == RECIPE
    assert read.fingerprint == RECIPE.fingerprint


def test_fingerprint_follows_every_field_but_the_banks_name():
    assert dataclasses.replace(RECIPE, bank="elsewhere").fingerprint == RECIPE.fingerprint
    changed = [
        dataclasses.replace(RECIPE, **change)
        for change in (
            {"bank_hash": "cd" * 32},
            {"excluded": ("x",)},
            {"size_px": 65},
            {"supersampling": 2},
            {"time_range_s": (0.1, 9.0)},
            {"seed_law": "published"},
            {"mixing": Mixing()},
            {"seed": 12},
        )
    ]
    prints = {recipe.fingerprint for recipe in changed}
    assert len(prints) == len(changed) and RECIPE.fingerprint not in prints


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"size_px": 0}, "size"),
        ({"size_px": 64.0}, "size"),
        ({"seed": -1}, "seed"),
        ({"supersampling": 9}, "supersampling"),
        ({"time_range_s": (3.0, 3.0)}, "time_range_s"),
        ({"seed_law": "luck"}, "seed_law"),
    ],
)
def test_bad_fields_are_named_in_one_line(change, word):
    with pytest.raises(UserError) as caught:
        dataclasses.replace(RECIPE, **change)
    assert str(caught.value).startswith(f"{word}: got ") and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "fields",
    [
        {"method": "blend"},
        {"num_mixed": 0},
        {"num_mixed": 17},
        {"method": "none", "num_mixed": 2},
        {"method": "cutmix", "num_mixed": 1},
        {"alpha": 0.0},
        {"weights": "flat"},
    ],
)
def test_bad_mixing_is_refused(fields):
    with pytest.raises(UserError, match=r"^mixing\."):
        Mixing(**fields)


def test_unknown_field_in_json_is_refused():
    with pytest.raises(UserError, match="recipe"):
        Recipe.from_dict(RECIPE.to_dict() | {"sise_px": 3})
