"""Drawings for papers: a chart's figure as SVG and PNG by Kaleido, which drives a Chromium. For the worker alone.

Where there is no Chromium, or it takes too long, there is no drawing, and the table beside it says the same.
"""

import asyncio
import base64
import logging
import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS = 30
SCALE = 2  # pixels of the PNG to one of the page
TALKATIVE = ("kaleido", "choreographer", "logistro")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drawn:
    """``svg`` and ``png`` as base64, as ``Picture`` takes them."""

    svg: str
    png: str
    width: int
    height: int


@cache
def browser() -> str | None:
    """The Chromium that this machine has."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def svg_and_png(figure: Mapping[str, Any], width: int, height: int) -> Drawn | None:
    """A figure of ``apps.core.charts`` drawn in the given size; None where nothing can draw it in half a minute."""
    if browser() is None:
        return None
    found: list[Drawn] = []
    worker = threading.Thread(target=_draw, args=(figure, width, height, found), daemon=True)
    worker.start()
    worker.join(SECONDS + 5)
    return found[0] if found else None


def _draw(figure: Mapping[str, Any], width: int, height: int, found: list[Drawn]) -> None:
    """In a thread, so that it may have a loop of its own wherever it is called."""
    try:
        svg, png = asyncio.run(asyncio.wait_for(_both(figure, width, height), SECONDS))
    except Exception:  # the browser may fail in any way; the paper is made without the drawing
        log.warning("A drawing could not be made.", exc_info=True)
        return
    found.append(Drawn(base64.b64encode(svg).decode(), base64.b64encode(png).decode(), width, height))


async def _both(figure: Mapping[str, Any], width: int, height: int) -> tuple[bytes, bytes]:
    from kaleido import Kaleido

    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    drawing = {"data": figure["data"], "layout": {**figure["layout"], "width": width, "height": height}}
    async with Kaleido(n=1, timeout=SECONDS, path=browser(), enable_sandbox=False, mathjax=False) as browser_:
        svg = await browser_.calc_fig(drawing, opts={"format": "svg", "width": width, "height": height})
        png = await browser_.calc_fig(drawing, opts={"format": "png", "width": width, "height": height, "scale": SCALE})
    return svg, png
