"""The reference set: squares of one size, reproducible, each crop knowing its photograph."""

import numpy as np
import pytest
from PIL import Image

from procimg import photographs
from procimg.errors import UserError
from procimg.sources import open_source


def prepare(out, photos=None, **changes):
    settings = {"size_px": 48, "num_images": 40, "seed": 3} | changes
    counted = []
    used = photographs.prepare(photos, str(out), progress=counted.append, **settings)
    assert sum(counted) == settings["num_images"]
    return used


def test_packaged_photographs_give_varied_crops_of_each(tmp_path):
    used = prepare(tmp_path / "a")
    assert used >= 8
    images = np.stack(list(open_source(str(tmp_path / "a")).images()))
    assert images.shape == (40, 48, 48, 3) and len({image.tobytes() for image in images}) == 40
    ids = photographs.photograph_ids(str(tmp_path / "a"))
    assert set(ids) == set(range(used))
    prepare(tmp_path / "b")
    assert np.array_equal(images, np.stack(list(open_source(str(tmp_path / "b")).images())))


def test_a_large_enough_folder_gives_one_central_square_of_each(tmp_path):
    (tmp_path / "photos").mkdir()
    for number in range(12):
        picture = np.full((60, 90, 3), 20 * number, np.uint8)
        picture[:, :15] = picture[:, 75:] = 255  # outside the central square
        Image.fromarray(picture).save(tmp_path / "photos" / f"{number}.png")
    assert prepare(tmp_path / "out", str(tmp_path / "photos"), num_images=10) == 10
    images = np.stack(list(open_source(str(tmp_path / "out")).images()))
    assert len({int(image.mean().round(-1)) for image in images}) == 10 and images.max() <= 225
    assert sorted(photographs.photograph_ids(str(tmp_path / "out"))) == list(range(10))


def test_other_sources_have_no_photograph_ids(tmp_path):
    assert photographs.photograph_ids(str(tmp_path)) is None


def test_no_photographs_is_the_users_mistake(tmp_path, monkeypatch):
    with pytest.raises(UserError, match="^photos: .*does not exist"):
        prepare(tmp_path / "out", str(tmp_path / "nowhere"))
    monkeypatch.setattr(photographs, "PACKAGED", {"no_such_package": "x.png"})
    with pytest.raises(UserError, match="not installed; fix: pip install"):
        prepare(tmp_path / "out")
