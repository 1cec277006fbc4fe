"""Numbers of places."""

from apps.board.facts import Facts
from apps.board.workings.base import Line, Working
from apps.board.workings.common import edit_url, how_url, source_of
from apps.core.money import number
from apps.initiatives.selectors.places import TrancheView
from apps.initiatives.vocabulary import Phase, PlaceStatus


def delivered(facts: Facts) -> Working:
    return _sum_of(facts.delivered, "Specialist places delivered", ("places-counted", "places-total"))


def pipeline(facts: Facts) -> Working:
    return _sum_of(facts.pipeline, "Specialist places in the pipeline", ("places-total", "pipeline-run-rate"))


def counted(facts: Facts) -> Working:
    places = sum(t.places for t in facts.delivered)
    lines = [Line("Places delivered", number(places), source="Table 2", url=how_url("places-delivered"))]
    for t in facts.delivered:
        for e in t.exclusions:
            source = "; ".join(x for x in (e.source_reference, "number inferred" if e.inferred else "") if x)
            lines.append(
                Line(
                    f"Not counted, {t.financial_year}: {e.reason}",
                    f"−{number(e.places)}",
                    source=source,
                    url=edit_url(t),
                )
            )
    total = sum(t.counted for t in facts.delivered)
    formula = "line 1 less the exclusions" if len(lines) > 1 else "line 1"
    lines.append(Line("Places counted", number(total), formula, kind="total"))
    return Working(
        title="Specialist places counted towards cost avoidance",
        result=number(total),
        unit="places",
        basis="A count of places, by the end of the last year",
        sentence="They are the places delivered less those excluded, each exclusion with its reason.",
        lines=lines,
        notes=(
            "The report discloses the exclusion in a note to Table 3 but does not print how many places it takes out.",
        ),
        see_also=("places-delivered", "sufficiency-run-rate"),
    )


def total(facts: Facts) -> Working:
    done, coming = (sum(t.places for t in group) for group in (facts.delivered, facts.pipeline))
    split = facts.phase_split
    lines = [
        Line("Delivered", number(done), source="Table 2", url=how_url("places-delivered")),
        Line("In the pipeline", number(coming), source="Table 2", url=how_url("places-pipeline")),
        Line("Delivered and in the pipeline", number(done + coming), "line 1 + line 2", kind="total"),
    ]
    phases = {p: [split.get((s, p), 0) for s in PlaceStatus] for p in Phase}
    lines += [
        Line(
            f"Of which {phase.label.lower()}",
            number(sum(n)),
            " + ".join(number(x) for x in n),
            source="Table 2, as printed",
        )
        for phase, n in phases.items()
    ]
    printed = sum(sum(n) for n in phases.values())
    tie = (
        "The two phases add up to the total."
        if printed == done + coming
        else f"The split by phase, as printed, adds up to {number(printed)}: "
        f"{number(done + coming - printed)} places have no phase yet."
    )
    return Working(
        title="Specialist places delivered and in the pipeline",
        result=number(done + coming),
        unit="places",
        basis="A count of places over all years",
        sentence=tie,
        lines=lines,
        see_also=("places-counted",),
    )


def _sum_of(tranches: list[TrancheView], title: str, see_also: tuple[str, ...]) -> Working:
    lines = [Line(str(t.financial_year), number(t.places), source=source_of(t), url=edit_url(t)) for t in tranches]
    total = number(sum(t.places for t in tranches))
    lines.append(Line(title, total, f"lines 1 to {len(tranches)} added", kind="total"))
    return Working(
        title=title,
        result=total,
        unit="places",
        basis="A count of places, by the year in which they open",
        sentence="They are the sum of Table 2's years.",
        lines=lines,
        see_also=see_also,
    )
