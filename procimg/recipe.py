"""The recipe: what to render and how to mix it. A data set is a recipe; `sample(recipe, i)` is a pure function.

Frozen dataclasses with their rules and their JSON form. Knows nothing of GL, files or actors.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from procimg.errors import UserError

MAX_MIXED = 16

Method = Literal["none", "mixup", "cutmix"]
WeightLaw = Literal["dirichlet", "normalised_uniform"]
SeedLaw = Literal["uniform", "published"]


def _one_of(name: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise UserError(name, value, f"must be one of {', '.join(choices)}", "choose one of these")


def _whole(name: str, value: object, low: int, high: int, fix: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise UserError(name, value, f"must be a whole number from {low} to {high}", fix)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mixing:
    """How frames become one image.

    Source: Baradad et al. 2022 (arXiv:2211.16412): N = 6, weights Dirichlet(1); `normalised_uniform` is what their
    code calls non-uniform. CutMix pastes N - 1 rectangles of area 1 - Beta(alpha, alpha), one after the other.
    """

    method: Method = "mixup"
    num_mixed: int = 6
    """Frames an image, 1 to 16; exactly 1 for `none`."""
    weights: WeightLaw = "dirichlet"
    """Law of MixUp's weights."""
    alpha: float = 1.0
    """Concentration: of the Dirichlet law for MixUp, of the Beta law for CutMix."""

    def __post_init__(self) -> None:
        _one_of("mixing.method", self.method, get_args(Method))
        _one_of("mixing.weights", self.weights, get_args(WeightLaw))
        _whole("mixing.num_mixed", self.num_mixed, 1, MAX_MIXED, "the published number is 6")
        if self.method == "none" and self.num_mixed != 1:
            raise UserError("mixing.num_mixed", self.num_mixed, "method none takes one frame an image", "give 1")
        if self.method != "none" and self.num_mixed < 2:
            raise UserError(
                "mixing.num_mixed", self.num_mixed, f"method {self.method} mixes at least 2", "give 2 or more"
            )
        if not 0.01 <= self.alpha <= 1000.0:
            raise UserError("mixing.alpha", self.alpha, "must lie between 0.01 and 1000", "the published value is 1.0")

    @property
    def label(self) -> str:
        """Short name for tables, as in `mixup 6, alpha 1`."""
        if self.method == "none":
            return "none"
        if self.method == "mixup" and self.weights == "normalised_uniform":
            return f"mixup {self.num_mixed}, normalised uniform"
        return f"{self.method} {self.num_mixed}, alpha {self.alpha:g}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """Everything that pixels depend on, apart from the renderer's own arithmetic."""

    bank: str = "hand"
    bank_hash: str
    """`Catalog.hash` of the bank; a bank that changed is another recipe."""
    excluded: tuple[str, ...] = ()
    """Ids of programs never drawn. Only images that had drawn one are drawn anew."""
    size_px: int = 256
    """Width and height of the images, 8 to 4096."""
    supersampling: int = 1
    """Frames are drawn at this many times the size and averaged down before mixing, 1 to 4."""
    time_range_s: tuple[float, float] = (0.1, 10.0)
    """`iTime` is uniform in this range (published: 0.1 to 10)."""
    seed_law: SeedLaw = "uniform"
    """`uniform`: `iSeed` is any 32-bit number; `published`: always 0."""
    mixing: Mixing = field(default_factory=Mixing)
    seed: int = 0
    """0 <= seed < 2**63."""

    def __post_init__(self) -> None:
        _whole("size", self.size_px, 8, 4096, "give the side of the images in pixels, as 256")
        _whole("supersampling", self.supersampling, 1, 4, "1 draws frames at the size of the images")
        _whole("seed", self.seed, 0, 2**63 - 1, "give a whole number")
        _one_of("seed_law", self.seed_law, get_args(SeedLaw))
        low, high = self.time_range_s
        if not 0.0 <= low < high <= 1e5:
            raise UserError("time_range_s", self.time_range_s, "must rise and lie within 0 to 100000 s", "as (0.1, 10)")

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; `from_dict` reads them back."""
        return json.loads(json.dumps(asdict(self)))

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Recipe:
        """Reads `to_dict`'s output, or a JSON object a person wrote.

        Raises:
            UserError: a field that is unknown, missing or out of its range.
        """
        known = dict(values)
        try:
            known["mixing"] = Mixing(**known.get("mixing", {}))
            known["excluded"] = tuple(known.get("excluded", ()))
            low, high = known.get("time_range_s", (0.1, 10.0))
            known["time_range_s"] = (float(low), float(high))
            return cls(**known)
        except TypeError as error:
            raise UserError("recipe", values, f"fields do not fit: {error}", "see procimg/recipe.py") from error

    @property
    def fingerprint(self) -> str:
        """First 12 hex digits of the SHA-256 of the canonical JSON; the bank enters by its hash, not by its name."""
        return fingerprint({key: value for key, value in self.to_dict().items() if key != "bank"})


def fingerprint(values: dict[str, Any]) -> str:
    """First 12 hex digits of the SHA-256 of a JSON object with sorted keys."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:12]
