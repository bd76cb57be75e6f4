"""The report's pictures: raw frames with their programs' names, a contact sheet a mixing, and the render table.

Images go on the page as stored (see `contact_sheet.data_uri`). Knows shards and recipes, not how they are made.
"""

from __future__ import annotations

from collections.abc import Sequence

from procimg.report.axes import series_class
from procimg.report.contact_sheet import ImageUnreadableError, data_uri, even_columns
from procimg.report.markup import Markup, as_number, duration, element, escape, join, number, table
from procimg.report.plots import share_bar
from procimg.report.run_folder import DataSet, RunFolder, dig
from procimg.report.samples import Sample, first_images, one_image_per_program

NUM_FRAMES = 60
NUM_MIXED_IMAGES = 40

Body = Markup


def raw_data_set(folder: RunFolder) -> DataSet | None:
    """The data set of unmixed frames: that of method `none`."""
    return next((data_set for data_set in folder.data_sets if data_set.method == "none" and data_set.shards), None)


def frames_body(folder: RunFolder) -> Body:
    """One stored frame for each of as many programs as fit."""
    data_set = raw_data_set(folder)
    if data_set is None:
        return missing("No frames without mixing have been rendered (data/none holds no shard).")
    samples, problems = one_image_per_program(data_set.shards, NUM_FRAMES)
    names = folder.program_names
    samples.sort(key=lambda sample: (sample.program_ids[0] not in names, program_label(sample.program_ids[0], names)))
    figures, broken = [], []
    for sample in samples:
        name = program_label(sample.program_ids[0], names)
        try:
            uri = data_uri(sample.data)
        except ImageUnreadableError as error:
            broken.append(f"image {sample.index} cannot be shown: {error}")
            continue
        image = element("img", src=uri, alt=f"A frame drawn by {name}", title=f"{name}, image {sample.index}")
        category, _, short = name.rpartition("/")
        caption = element("figcaption", short, element("span", category) if category else None)
        figures.append(element("figure", image, caption))
    about = f"The first stored image of each of {len(figures)} programs, in the order of their names."
    if len(names) > len(figures):
        about += f" The bank has {len(names)}."
    return join([element("p", about), _sheet(figures, "frames"), *notes(problems + broken)])


def mixings_body(folder: RunFolder) -> Body:
    """A contact sheet for each data set but that of raw frames."""
    raw = raw_data_set(folder)
    parts: list[Markup] = []
    for data_set in folder.data_sets:
        if data_set is raw:
            continue
        parts.append(element("h3", mixing_label(dig(data_set.info, "recipe", "mixing"), data_set.name)))
        parts.append(_mixing_sheet(data_set, folder.program_names))
    return join(parts) if parts else missing("No mixed images have been rendered.")


def _mixing_sheet(data_set: DataSet, names: dict[str, str]) -> Markup:
    if not data_set.shards:
        return missing(f"data/{data_set.name} holds no shard.")
    samples, problems = first_images(data_set.shards, NUM_MIXED_IMAGES)
    images = []
    for sample in samples:
        try:
            uri = data_uri(sample.data)
        except ImageUnreadableError as error:
            problems.append(f"image {sample.index} cannot be shown: {error}")
            continue
        alt = f"{data_set.name} image {sample.index}"
        images.append(element("img", src=uri, alt=alt, title=_what_was_mixed(sample, names)))
    return join([_sheet(images, "mosaic"), *notes(problems)])


def _sheet(cells: Sequence[Markup], class_: str) -> Markup:
    """A grid with full rows where the number of cells allows, on wide, middle and narrow screens."""
    if not cells:
        return Markup()
    columns = [even_columns(len(cells), 6, 8), even_columns(len(cells), 5, 6), even_columns(len(cells), 3, 4)]
    style = f"--wide: {columns[0]}; --middle: {columns[1]}; --narrow: {columns[2]}"
    return element("div", *cells, class_=f"sheet {class_}", style=style)


def _what_was_mixed(sample: Sample, names: dict[str, str]) -> str:
    labels = [program_label(program_id, names) for program_id in sample.program_ids]
    if sample.weights is not None and len(sample.weights) == len(labels):
        ordered = sorted(zip(sample.weights, labels, strict=True), reverse=True)
        labels = [f"{label} {100 * weight:.0f} %" for weight, label in ordered]
    return f"image {sample.index}: " + ", ".join(labels)


def program_label(program_id: str, names: dict[str, str]) -> str:
    """`category/name` where it is known, else the first digits of the id."""
    return names.get(program_id, program_id[:10])


def mixing_label(mixing: object, default: str = "–") -> str:
    """A mixing in words: `MixUp of 6, alpha 1`."""
    method = dig(mixing, "method")
    if method is None:
        return default
    method = str(method)
    if method == "none":
        return "no mixing"
    shown = {"mixup": "MixUp", "cutmix": "CutMix"}.get(method, method)
    label = f"{shown} of {dig(mixing, 'num_mixed', default='?')}"
    if method == "mixup" and dig(mixing, "weights") == "normalised_uniform":
        return f"{label}, normalised uniform weights"
    alpha = as_number(dig(mixing, "alpha"))
    return label if alpha is None else f"{label}, alpha {alpha:g}"


def render_body(folder: RunFolder) -> Body:
    """Images a second for each data set, and where the time went."""
    rendered = [data_set for data_set in folder.data_sets if dig(data_set.info, "summary")]
    if not rendered:
        return missing("No rendering has left a summary (data/NAME/run.json).")
    stages = list(dict.fromkeys(stage for data_set in rendered for stage, _ in _shares(data_set)))
    classes = {stage: series_class(at) for at, stage in enumerate(stages)}
    rows = []
    for data_set in rendered:
        shares = _shares(data_set)
        rows.append(
            [
                mixing_label(dig(data_set.info, "recipe", "mixing"), data_set.name),
                number(dig(data_set.info, "summary", "num_images"), 0),
                number(dig(data_set.info, "summary", "num_shards"), 0),
                _size(data_set),
                number(dig(data_set.info, "summary", "images_per_s")),
                duration(dig(data_set.info, "summary", "time_s")),
                number(dig(data_set.info, "summary", "num_actors"), 0),
                share_bar(shares, [classes[stage] for stage, _ in shares]) if shares else "–",
            ]
        )
    head = ["mixing", "images", "shards", "size", "images/s", "time", "actors", "share of the actors' time"]
    key = [element("span", element("span", class_=f"swatch {classes[stage]}"), stage, class_="key") for stage in stages]
    return join([table(head, rows, class_="render"), element("p", *key, class_="keys") if key else None])


def _shares(data_set: DataSet) -> list[tuple[str, float]]:
    """Stage and share of the summed stage times, in the order of the file."""
    times = dig(data_set.info, "summary", "stage_time_s")
    found = {str(stage): as_number(time_s) or 0.0 for stage, time_s in times.items()} if isinstance(times, dict) else {}
    total = sum(found.values())
    return [(stage, time_s / total) for stage, time_s in found.items()] if total > 0 else []


def _size(data_set: DataSet) -> str:
    size_px = dig(data_set.info, "recipe", "size_px")
    return "–" if size_px is None else f"{size_px} px"


def missing(text: str) -> Markup:
    """The one line that stands where a part of the run is missing."""
    return element("p", text, class_="missing")


def notes(lines: Sequence[str]) -> list[Markup]:
    """Lines about what could not be read."""
    return [element("p", escape(line), class_="problem") for line in lines]
