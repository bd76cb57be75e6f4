"""Windows: their size is never content, supersampling averages, another bank's recipe is refused."""

import dataclasses

import numpy as np
import pytest

from procimg.errors import UserError
from procimg.recipe import Mixing, Recipe
from procimg.window import ImageRenderer, StageTimes, average_down
from shader_bank import catalog


@pytest.fixture(scope="module")
def renderer(gl_context):
    return ImageRenderer(gl_context, catalog.load("hand"), max_resident=5, max_frames=8)


def recipe_of(method, num_mixed):
    return Recipe(bank_hash=catalog.load("hand").hash, size_px=24, mixing=Mixing(method=method, num_mixed=num_mixed))


@pytest.mark.gl
@pytest.mark.parametrize(("method", "num_mixed"), [("none", 1), ("mixup", 6), ("cutmix", 6)])
def test_any_split_into_windows_gives_the_same_pixels(renderer, method, num_mixed):
    recipe = recipe_of(method, num_mixed)
    whole, _ = renderer.render(recipe, 5, 20, StageTimes())
    parts = [renderer.render(recipe, start, count, StageTimes())[0] for start, count in ((5, 1), (6, 12), (18, 7))]
    assert np.array_equal(whole, np.concatenate(parts))
    assert whole.std() > 10


@pytest.mark.gl
def test_supersampled_images_are_close_to_plain_ones_and_smoother(renderer):
    recipe = recipe_of("none", 1)
    plain, _ = renderer.render(recipe, 0, 8, StageTimes())
    smooth, _ = renderer.render(dataclasses.replace(recipe, supersampling=2), 0, 8, StageTimes())
    assert plain.shape == smooth.shape and abs(plain.mean() - smooth.mean()) < 10
    rough = [np.abs(np.diff(images.astype(float), axis=2)).mean() for images in (plain, smooth)]
    assert rough[1] < rough[0]


@pytest.mark.gl
def test_a_recipe_of_another_bank_is_refused(renderer):
    recipe = dataclasses.replace(recipe_of("none", 1), bank_hash="f" * 64)
    with pytest.raises(UserError, match="another hash"):
        renderer.render(recipe, 0, 1, StageTimes())


def test_average_down_rounds_to_nearest():
    frame = np.array([[0, 1], [1, 1]], np.uint8)[..., None]
    assert average_down(frame, 2).item() == 1  # 0.75
    assert average_down(np.array([[0, 0], [0, 1]], np.uint8)[..., None], 2).item() == 0  # 0.25
