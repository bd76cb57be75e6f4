"""The report's timings and provenance: what machine, renderer, versions and command made the run, and how to repeat it.

Knows run.json files only.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from procimg.report.images_section import missing, notes
from procimg.report.markup import Markup, as_number, duration, element, join, number, table
from procimg.report.run_folder import RunFolder, dig, records

SOFTWARE_RENDERERS = ("llvmpipe", "softpipe", "swrast", "swiftshader", "software rasterizer")


def renderers(folder: RunFolder) -> list[str]:
    """Every distinct renderer of the data sets, as `renderer (vendor, version, path)`."""
    found = []
    for data_set in folder.data_sets:
        renderer = dig(data_set.info, "renderer")
        if isinstance(renderer, dict) and renderer:
            details = [str(renderer[key]) for key in ("vendor", "version") if renderer.get(key)]
            details += [f"{renderer['path']} path"] if renderer.get("path") else []
            name = str(renderer.get("renderer", "renderer unknown"))
            found.append(name + (f" ({', '.join(details)})" if details else ""))
    return list(dict.fromkeys(found))


def is_software(renderer: str) -> bool:
    """Whether a renderer's string names a program that draws on the CPU."""
    return any(name in renderer.lower() for name in SOFTWARE_RENDERERS)


def total_time_s(folder: RunFolder) -> float | None:
    """Sum of the stages' times; None where no stage has one."""
    times = [as_number(stage.get("time_s")) for stage in records(folder.run, "stages")]
    known = [time_s for time_s in times if time_s is not None]
    return sum(known) if known else None


def timings_body(folder: RunFolder) -> Markup:
    """One row a stage with a bar."""
    stages = records(folder.run, "stages")
    if not stages:
        return missing("No stage has left its time (run.json).")
    longest = max(as_number(stage.get("time_s")) or 0.0 for stage in stages) or 1.0
    rows: list[list[object]] = []
    for stage in stages:
        time_s = as_number(stage.get("time_s"))
        bar = element("span", style=f"width: {100 * (time_s or 0.0) / longest:.1f}%")
        kept = "kept from an earlier run" if stage.get("skipped") is True else ""
        rows.append([stage.get("name", "–"), duration(time_s), element("span", bar, class_="meter wide"), kept])
    rows.append([element("strong", "together"), element("strong", duration(total_time_s(folder))), "", ""])
    return table(["stage", "time", "", ""], rows, class_="timings")


def made_by_body(folder: RunFolder) -> Markup:
    """Machine, renderer, commit, versions."""
    machine = dig(folder.run, "machine", default={})
    memory = as_number(dig(machine, "memory_gib"))
    facts: list[tuple[str, object]] = [
        ("processor", dig(machine, "cpu")),
        ("cores", dig(machine, "num_cores")),
        ("memory", f"{number(memory)} GiB" if memory is not None else None),
        ("GPU", (dig(machine, "gpu") or "none") if isinstance(machine, dict) and "gpu" in machine else None),
        ("system", dig(machine, "platform")),
        ("Python", dig(machine, "python")),
        *(("renderer", _with_badge(name)) for name in renderers(folder)),
        ("commit", element("code", commit) if (commit := dig(folder.run, "commit")) else None),
        ("recorded", dig(folder.run, "created")),
    ]
    terms = [element("div", element("dt", name), element("dd", value)) for name, value in facts if value is not None]
    parts: list[object] = [element("dl", *terms, class_="facts wide")] if terms else []
    if not dig(folder.run, "machine"):
        parts.append(missing("The machine is not recorded (run.json)."))
    if not renderers(folder):
        parts.append(missing("The renderer is not recorded (data/NAME/run.json)."))
    versions = dig(folder.run, "versions")
    if isinstance(versions, dict) and versions:
        shown = [element("span", name, " ", element("b", version)) for name, version in sorted(versions.items())]
        parts.append(element("p", *shown, class_="versions"))
    return join(parts)


def _with_badge(renderer: str) -> Markup:
    return join([renderer, " ", software_badge() if is_software(renderer) else None])


def software_badge() -> Markup:
    """The visible sign that no GPU drew the images."""
    return element(
        "span", "software rendering", class_="badge", title="The images were drawn on the CPU, without a GPU."
    )


def again_body(folder: RunFolder) -> Markup:
    """The command, the commit it stood at, and every recipe."""
    command, commit = dig(folder.run, "command"), dig(folder.run, "commit")
    parts: list[object] = []
    if isinstance(command, list) and command:
        # A trailing `+` says that files differed from the commit.
        lines = [f"git checkout {str(commit).removesuffix('+')}"] if commit else []
        # The first word is the program: where it lay on that machine helps nobody on another.
        lines.append(shlex.join([Path(str(command[0])).name, *(str(word) for word in command[1:])]))
        parts.append(element("pre", element("code", "\n".join(lines))))
        if str(commit).endswith("+"):
            parts.append(notes(["The source tree differed from this commit when the run was made."])[0])
    elif isinstance(command, str) and command:
        parts.append(element("pre", element("code", command)))
    else:
        parts.append(missing("The command is not recorded (run.json)."))
    recipes = {d.name: dig(d.info, "recipe") for d in folder.data_sets if dig(d.info, "recipe")}
    if recipes:
        text = "The same recipe on the same renderer gives the same bytes, on any number of actors."
        parts.append(element("p", text))
    for title, values in [*((f"Recipe of {name}", recipe) for name, recipe in recipes.items()), *_configs(folder)]:
        shown = element("pre", element("code", json.dumps(values, indent=2, ensure_ascii=False)))
        parts.append(element("details", element("summary", title), shown))
    return join(parts)


def _configs(folder: RunFolder) -> list[tuple[str, object]]:
    found = [("Configuration of the run", dig(folder.run, "config"))]
    found.append(("Configuration of the pretraining", dig(folder.pretrain, "config")))
    return [(title, values) for title, values in found if values]
