"""Drawings of an initiative's outcome measures."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from apps.core.charts import Chart, Column, Download, Rows, Series, bars
from apps.initiatives.models import Initiative, OutcomeReading
from apps.initiatives.presenters.outcomes import change_text, latest_text, outcome_row, verdict
from apps.initiatives.presenters.words import listed, plain, reading_text
from apps.initiatives.selectors.outcomes import Outcome
from apps.initiatives.vocabulary import Better, MeasureUnit

SLUG = "outcomes-chart"
SOURCE = ("source", "Source")
ABOUT = (("change", "Change"), ("reading", "What it shows"))
SHORT = {"dingleys-mainstream": "in mainstream"}
MOST_WORDS = 10
WITHOUT_BASELINE = "No baseline is given, so no change can be read from these counts."


def drawn(outcomes: list[Outcome]) -> list[Outcome]:
    """Shares with a baseline where there are any; else the latest counts of children; else nothing."""
    shares = [o for o in outcomes if o.is_share and o.baseline and o.latest]
    return shares or [o for o in outcomes if o.latest and o.measure.unit == MeasureUnit.CHILDREN]


def outcome_chart(subject: Initiative, outcomes: list[Outcome], downloads: Sequence[Download] = ()) -> Chart | None:
    """Shares: baseline beside latest. Counts: the latest of each, and of each source where two disagree."""
    shown = drawn(outcomes)
    if not shown:
        return None
    return (_shares if shown[0].is_share else _counts)(subject, shown, downloads)


def _shares(subject: Initiative, shares: list[Outcome], downloads: Sequence[Download]) -> Chart:
    pairs = [(o, o.baseline, o.latest) for o in shares if o.baseline and o.latest]
    places = max(len(plain(r.value).partition(".")[2]) for _, *readings in pairs for r in readings)
    table = Rows(
        f"Shares at baseline and latest, {subject.name}",
        (
            Column("measure", "Measure"),
            Column("baseline", "Baseline", kind="percent", places=places),
            Column("latest", "Latest", kind="percent", places=places),
            *(Column(key, label) for key, label in (("periods", "From and to"), *ABOUT, ("n", "n"), SOURCE)),
        ),
        [
            {
                **outcome_row(o),
                "baseline": baseline.value,
                "latest": latest.value,
                "periods": f"{baseline.period_label} to {latest.period_label}",
            }
            for o, baseline, latest in pairs
        ],
    )
    return Chart(
        slug=SLUG,
        title=f"{shares[0].measure.name} {_moved(shares[0])}",
        subtitle=f"Share at baseline and at the latest reading, per cent. Source: {_sources(shares)}.",
        sentences=" ".join(
            f"{o.measure.name}: {reading_text(before, o.measure.unit)} to {reading_text(after, o.measure.unit)}, "
            f"{change_text(o)} ({verdict(o).lower()})."
            for o, before, after in pairs
        ),
        figure=bars(table, name="measure", series=[Series("baseline"), Series("latest")], stacked=False),
        table=table,
        downloads=downloads,
    )


def _counts(subject: Initiative, counts: list[Outcome], downloads: Sequence[Download]) -> Chart:
    table = Rows(
        f"Children counted, {subject.name}",
        (
            Column("measure", "Measure"),
            Column("children", "Children", kind="number"),
            *(Column(key, label) for key, label in (("period", "Period"), ("limit", "Counted as"), SOURCE)),
        ),
        [_count_row(o, r) for o in counts for r in (o.latest, *o.others) if r],
    )
    texts = [f"{o.measure.name}: {latest_text(o)}" for o in counts]
    periods = listed(list(dict.fromkeys(o.latest.period_label for o in counts if o.latest)))
    return Chart(
        slug=SLUG,
        title=_counted(counts),
        subtitle=f"Number of children, {periods}. Source: {_sources(counts)}.",
        sentences=f"{'; '.join(texts)}.",
        figure=bars(table, name="measure", series=[Series("children")]),
        table=table,
        notes=() if any(o.baseline for o in counts) else (WITHOUT_BASELINE,),
        downloads=downloads,
    )


def _counted(counts: list[Outcome]) -> str:
    """``135 referred, 33 placed, at least 12 in mainstream``: what is aimed at, and of the others what has room."""
    aims = [o for o in counts if o.measure.better != Better.NEITHER][:1]
    kept = aims or counts[:1]
    for one in counts:
        wider = [o for o in counts if o in kept or o is one]
        if len(", ".join(map(_phrase, wider)).split()) > MOST_WORDS:
            break
        kept = wider
    return ", ".join(map(_phrase, kept))


def _phrase(outcome: Outcome) -> str:
    name = SHORT.get(outcome.measure.slug) or outcome.measure.name.removeprefix("Children ").removeprefix("who ")
    return f"{latest_text(outcome)} {name}"


def _count_row(outcome: Outcome, reading: OutcomeReading) -> dict[str, Any]:
    """Where two sources disagree, the measure's name says which one counts so."""
    which = f" ({reading.source_reference})" if outcome.others else ""
    return {
        "measure": f"{outcome.measure.name}{which}",
        "children": reading.value,
        "period": reading.period_label,
        "limit": "At least" if reading.at_least else "As stated",
        "source": reading.source_reference,
    }


def _moved(outcome: Outcome) -> str:
    change = outcome.change or Decimal(0)
    size = plain(abs(change)) if change else ""
    way = "up" if change > 0 else "down"
    return f"{way} {size} point{'' if abs(change) == 1 else 's'}" if change else "unchanged"


def _sources(outcomes: list[Outcome]) -> str:
    references = [o.latest.source_reference for o in outcomes if o.latest]
    return "; ".join(dict.fromkeys(part for text in references for part in text.split("; ")))
