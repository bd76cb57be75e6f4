"""The main job on one machine: render, sweep, pretrain, evaluate, report, each stage skipped when it is done.

Calls the same functions as the commands, in order, with settings that two CPU cores finish in about ten minutes. Holds
no logic of its own but the order and the numbers.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procimg import photographs, run_record
from procimg.errors import UserError
from procimg.evaluation.labelled import load_labelled
from procimg.moco.augment import AugmentConfig
from procimg.moco.config import MoCoConfig
from procimg.recipe import Mixing
from procimg.report.page import write_report
from ray_jobs import evaluate, pretrain, render, sweep
from ray_jobs.commands import options

SEED = 7
MIXINGS = {
    "none": Mixing(method="none", num_mixed=1),
    "mixup": Mixing(method="mixup", num_mixed=6),
    "cutmix": Mixing(method="cutmix", num_mixed=6),
}


MILD = AugmentConfig(crop_area=(0.5, 1.0), jitter_probability=0.0, greyscale_probability=0.0, blur_probability=0.0)
"""The published augmentation is too hard for a few hundred steps: the contrast is not learned (docs/log.md)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoConfig:
    """How much of everything. The defaults are the demo's; `TINY` is for tests."""

    num_images: int = 1024
    """Of each of the three mixings."""
    num_pretrain_images: int = 3072
    """Of the best mixing."""
    size_px: int = 128
    num_photographs: int = 256
    num_trials: int = 12
    rungs: tuple[int, ...] = (32, 64, 128)
    num_train: int = 4000
    num_test: int = 2000
    moco: MoCoConfig = MoCoConfig(
        arch="resnet18_narrow", size_px=64, batch_size=128, bn_group_size=32, queue_size=1024, momentum=0.99,
        learning_rate=0.03, epochs=15, seed=SEED, augment=MILD,
    )  # fmt: skip


TINY = DemoConfig(
    num_images=32, num_pretrain_images=96, size_px=64, num_photographs=32, num_trials=4, rungs=(16, 32),
    num_train=200, num_test=100,
    moco=MoCoConfig(
        arch="resnet18_narrow", size_px=32, batch_size=32, bn_group_size=8, queue_size=128, momentum=0.99, epochs=2,
        seed=SEED,
    ),
)  # fmt: skip


def run_demo(out: str, *, photos: str | None, tiny: bool) -> Path:
    """Runs what is missing of the demo and returns the report's path.

    Raises:
        UserError: the folder holds a demo with other settings, or the photographs cannot be had.
    """
    demo = _Demo(Path(out).absolute(), photos, TINY if tiny else DemoConfig())
    demo.prepare_photographs()
    for name, mixing in MIXINGS.items():
        demo.render(name, mixing, demo.config.num_images)
    best = demo.sweep()
    demo.render("best", best, demo.config.num_pretrain_images)
    demo.pretrain()
    demo.evaluate()
    return demo.report()


class _Demo:
    def __init__(self, out: Path, photos: str | None, config: DemoConfig) -> None:
        self.out, self.config = out, config
        self.photos = None if photos is None else options.absolute(photos)
        settings = {"photos": self.photos, "num_images": config.num_images, "size_px": config.size_px, "seed": SEED}
        found = run_record.read_json(str(out), "run.json")
        if found is not None and found["config"] != settings:
            raise UserError("out", str(out), "this folder holds a demo with other settings", "give another --out")
        self.stages: list[dict[str, Any]] = found["stages"] if found else []
        self.settings = settings

    def _stage(self, name: str, work: Callable[[], Any]) -> None:
        """Runs a stage and writes down how long it took; one that was written down is not run again."""
        if any(stage["name"] == name for stage in self.stages):
            options.say(f"{name}: done already")
            return
        began_s = time.perf_counter()
        work()
        self.stages.append({"name": name, "time_s": round(time.perf_counter() - began_s, 2), "skipped": False})
        self._write_record()

    def _write_record(self) -> None:
        from shader_bank import catalog

        names = {program.id: program.path for program in catalog.load("hand")}
        record = run_record.record(self.settings, stages=self.stages, program_names=names)
        run_record.write_json(str(self.out), "run.json", record)

    def _recipe(self, mixing: Mixing) -> Any:
        return render.make_recipe("hand", size_px=self.config.size_px, seed=SEED, mixing=mixing)

    def prepare_photographs(self) -> None:
        """The reference set."""

        def work() -> None:
            total = self.config.num_photographs
            with options.bar(total, "image", "photographs") as bar:
                used = photographs.prepare(
                    self.photos, str(self.out / "photographs"), size_px=self.config.size_px, num_images=total,
                    seed=SEED, progress=bar.update,
                )  # fmt: skip
            source = self.photos or "those inside scikit-image and scikit-learn: a smoke test, no benchmark"
            options.say(f"{total} squares of {used} photographs ({source})")

        self._stage("photographs", work)

    def render(self, name: str, mixing: Mixing, num_images: int) -> None:
        """One data set."""

        def work() -> None:
            folder = str(self.out / "data" / name)
            config = render.RenderConfig(
                recipe=self._recipe(mixing), num_images=num_images, out=folder, images_per_shard=128
            )
            options.say_summary(options.render_with_bar(config, f"render {name}"), folder)

        self._stage(f"render {name}", work)

    def sweep(self) -> Mixing:
        """The search; its winner."""
        folder = str(self.out / "sweep")

        def work() -> None:
            config = sweep.SweepConfig(
                recipe=self._recipe(MIXINGS["none"]), reference=str(self.out / "photographs"), out=folder,
                num_trials=self.config.num_trials, rungs=self.config.rungs, seed=SEED,
            )  # fmt: skip
            options.say_sweep(sweep.sweep(config, options.named_bar))

        self._stage("sweep", work)
        return sweep.best_mixing(folder)

    def pretrain(self) -> None:
        """MoCo v2 on the best mixing, two workers over gloo."""

        def work() -> None:
            config = pretrain.PretrainConfig(
                data=str(self.out / "data" / "best"), out=str(self.out / "pretrain"), moco=self.config.moco,
                num_workers=2, log_every=2, checkpoint_every=50,
            )  # fmt: skip
            summary = pretrain.pretrain(config, options.named_bar)["summary"]
            options.say(f"final loss {summary['final_loss']:.3f}, {summary['images_per_s']} images/s")

        self._stage("pretrain", work)

    def evaluate(self) -> None:
        """k-NN and linear probe beside random initialisation."""

        def work() -> None:
            config = evaluate.EvaluateConfig(
                checkpoint=str(self.out / "pretrain" / pretrain.CHECKPOINT), dataset=_dataset(),
                num_train=self.config.num_train, num_test=self.config.num_test, seed=SEED,
            )  # fmt: skip
            scores = evaluate.evaluate(config, options.named_bar)
            run_record.write_json(str(self.out / "evaluate"), "scores.json", scores)
            for row in scores["rows"]:
                options.say(f"{row['encoder']:<22} k-NN {row['knn']:.1%}, linear {row['linear']:.1%}")

        self._stage("evaluate", work)

    def report(self) -> Path:
        """The page, made anew each time."""
        self._write_record()
        return write_report(self.out)


def _dataset() -> str:
    """Fashion-MNIST where Debian's package is, else scikit-learn's digits, and says so."""
    try:
        load_labelled("fashion-mnist", "test", 10, 0)
    except UserError as error:
        options.say(f"evaluating on scikit-learn's digits instead of Fashion-MNIST: {error}")
        return "digits"
    return "fashion-mnist"
