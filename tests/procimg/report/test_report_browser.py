"""The page in a real browser: it loads, says what it should, and writes nothing to the console."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from procimg.report.page import write_report

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--enable-logging=stderr",
)  # fmt: skip

pytestmark = pytest.mark.slow


@pytest.fixture
def browse(tmp_path: Path) -> Callable[..., tuple[str, list[str]]]:
    """Runs the browser on a page; gives its standard output and the lines that its console got."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        pytest.skip(f"no browser on PATH (looked for {', '.join(BROWSERS)})")

    def run(page: Path, *flags: str) -> tuple[str, list[str]]:
        command = [browser, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", *flags, page.resolve().as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]

    return run


def test_no_console_message_and_every_heading(make_run: Callable[..., Path], browse: Callable) -> None:
    dom, console = browse(write_report(make_run()), "--dump-dom")
    assert console == []
    for heading in ("Pictures from programs", "Raw frames", "Search for the mixing", "Scores on real images"):
        assert heading in dom


def test_the_console_is_really_heard_and_scripts_are_refused(make_run: Callable[..., Path], browse: Callable) -> None:
    page = write_report(make_run("run"))
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</main>", "<script>document.title = 'ran'</script></main>"), encoding="utf-8")
    dom, console = browse(page, "--dump-dom")
    assert len(console) == 1 and "Content Security Policy" in console[0]
    assert "<title>ran</title>" not in dom


def test_light_and_dark(make_run: Callable[..., Path], browse: Callable, tmp_path: Path) -> None:
    page = write_report(make_run())
    corners = []
    for scheme in ("1", "0"):  # 1 light, 0 dark
        shot = tmp_path / f"{scheme}.png"
        flags = (f"--blink-settings=preferredColorScheme={scheme}", f"--screenshot={shot}", "--window-size=1200,1600")
        _, console = browse(page, *flags)
        assert console == []
        image_HWC = np.asarray(Image.open(io.BytesIO(shot.read_bytes())).convert("RGB"))
        assert len(np.unique(image_HWC.reshape(-1, 3), axis=0)) > 1000, "no picture was drawn"
        corners.append(image_HWC[0, 0])
    assert corners[0].min() > 230 and corners[1].max() < 40
