"""``python -m bench papers``: how long each format of the source report's paper takes, beside the least that it could.

Floors: WeasyPrint on a page without words for PDF; a file of the same parts, packed and not thought about, for what is
a zip; the same bytes written once for HTML.
"""

import io
import json
import os
import platform
import sys
import time
import zipfile
from collections.abc import Callable
from statistics import median

TIMES = 7


def main(_arguments: list[str]) -> int:
    os.environ.setdefault("DEMONSTRATION", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    results = papers()
    machine = f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(json.dumps({"machine": machine, "papers": results}, indent=2))
    print(table(results), file=sys.stderr)
    return 0


def papers() -> dict[str, dict[str, float]]:
    """Milliseconds (medians of seven, after one that loads what it needs), bytes, and how many times the floor."""
    from apps.board.renderers.formats import FORMATS, not_offered, render
    from tests.board.paper.sample import report

    paper, found = report(), {}
    for slug in FORMATS:
        if slug in not_offered():
            continue
        body = render(paper, slug)
        taken = milliseconds(lambda slug=slug: render(paper, slug))  # type: ignore[misc]  # reason: bound as it is
        floor = milliseconds(floor_of(slug, body))
        found[slug] = {
            "ms": round(taken, 1),
            "floor_ms": round(floor, 2),
            "times_the_floor": round(taken / floor, 1),
            "kb": round(len(body) / 1000, 1),
        }
    return found


def floor_of(slug: str, body: bytes) -> Callable[[], object]:
    if slug == "pdf":
        from weasyprint import HTML

        return lambda: HTML(string="<html lang=en><title>-</title><p></p>").write_pdf(pdf_variant="pdf/ua-1")
    if slug == "html":
        return lambda: io.BytesIO(body).getvalue().decode().encode()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return lambda: packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def milliseconds(work: Callable[[], object]) -> float:
    work()
    return 1000 * median(_seconds(work) for _ in range(TIMES))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def table(results: dict[str, dict[str, float]]) -> str:
    lines = [f"{'format':8}{'ms':>10}{'floor':>10}{'times':>8}{'kB':>8}"]
    for slug, row in results.items():
        lines.append(
            f"{slug:8}{row['ms']:>10.1f}{row['floor_ms']:>10.2f}{row['times_the_floor']:>8.1f}{row['kb']:>8.1f}"
        )
    return "\n".join(lines)
