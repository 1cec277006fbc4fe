"""What the pages of benchmarking share: the pages beside each other, sources, and the answer's shape."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from apps.benchmarking.forms import ChoiceForm
from apps.benchmarking.notes import source_row
from apps.benchmarking.selectors.benchmark import Origin
from apps.core.charts import Chart, Rows

Sheets = tuple[Chart | tuple[str, Rows], ...]
Page = tuple[dict[str, Any], Sheets]
WITHIN = (
    ("Every line", "benchmarking:lines"),
    ("Matrix", "benchmarking:matrix"),
    ("Appendix 3", "benchmarking:appendix_3"),
    ("Trend", "benchmarking:trend"),
    ("Budget and outturn", "benchmarking:budget_outturn"),
    ("Plans", "benchmarking:plans"),
    ("Timeliness", "benchmarking:timeliness"),
    ("Side by side", "benchmarking:side_by_side"),
    ("Without a deficit", "benchmarking:without_deficit"),
    ("Chosen sets", "benchmarking:sets"),
    ("Imports", "benchmarking:imports"),
)


def within(name: str) -> list[dict[str, Any]]:
    """The pages of benchmarking, the one that is shown marked."""
    return [{"text": text, "url": reverse(at), "here": at == f"benchmarking:{name}"} for text, at in WITHIN]


def page_of(name: str, form: ChoiceForm, sources: Iterable[tuple[str, Origin]], **more: Any) -> dict[str, Any]:
    """Context that every page has; a source that several figures share is named once."""
    named = {(key, origin): source_row(key, origin) for key, origin in sources}
    return {
        "form": form,
        "status": form.status,
        "within": within(name),
        "sources": list(named.values()),
        **more,
    }


def above() -> list[tuple[str, str]]:
    return [("Benchmarking", reverse("benchmarking:lines"))]


def cited(origin: Origin) -> str:
    """For the line of provenance."""
    return f"{origin.body}: {origin.title}"
