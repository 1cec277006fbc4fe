"""Run-rates of places, and of places with the pipeline, £000 a year."""

from django.urls import reverse

from apps.board.facts import PROGRAMME, Facts
from apps.board.workings.base import Line, Working
from apps.board.workings.common import PLACE, ROUNDED, RUN_RATE, edit_url, how_url, run_rate, source_of
from apps.core.money import in_thousands, number, pounds, signed
from apps.core.vocabulary import Basis, Convention
from apps.initiatives.selectors.places import TrancheView
from apps.initiatives.vocabulary import PlacementType, PlaceStatus


def sufficiency(facts: Facts) -> Working:
    return _places(facts, facts.delivered, "SEND Sufficiency Programme, delivered: run-rate", PlaceStatus.DELIVERED)


def pipeline(facts: Facts) -> Working:
    return _places(facts, facts.pipeline, "Places in the pipeline: run-rate once open", PlaceStatus.PIPELINE)


def programme(facts: Facts) -> Working:
    done, coming = (run_rate(facts, PROGRAMME, s) for s in PlaceStatus)
    return Working(
        title="Delivered and pipeline places together: run-rate once all are open",
        result=in_thousands(done + coming),
        unit="a year",
        basis=RUN_RATE,
        sentence="Table 3 calls this the cost avoidance range. It is a sum: what is delivered and what is to come.",
        lines=[
            Line("Delivered", in_thousands(done), source="Table 3", url=how_url("sufficiency-run-rate")),
            Line("In the pipeline", in_thousands(coming), source="Table 3", url=how_url("pipeline-run-rate")),
            Line("Together", in_thousands(done + coming), "line 1 + line 2", kind="total"),
        ],
        see_also=("places-total",),
    )


def _places(facts: Facts, tranches: list[TrancheView], title: str, status: PlaceStatus) -> Working:
    value = facts.rates.difference(*PLACE)
    card = reverse("initiatives:rate_card")
    rates = facts.rates
    lines = [
        Line("INMSS place, full year", pounds(rates.rates[PLACE[0]]), source=_rate_source(facts, PLACE[0]), url=card),
        Line(
            "Local specialist place, full year",
            pounds(rates.rates[PLACE[1]]),
            source=_rate_source(facts, PLACE[1]),
            url=card,
        ),
        Line("Avoided for each place", pounds(value), "line 1 − line 2", kind="subtotal"),
    ]
    opened = "Opened in" if status == PlaceStatus.DELIVERED else "Planned for"
    lines += [
        Line(
            f"{opened} {t.financial_year}",
            in_thousands(t.in_place * value),
            f"{number(t.in_place)} places{_less(t)} × line 3",
            source_of(t),
            edit_url(t),
        )
        for t in tranches
    ]
    whole = run_rate(facts, PROGRAMME, status)
    lines.append(Line("Run-rate", in_thousands(whole), f"lines 4 to {len(lines)} added", kind="total"))
    reported = facts.worked_out.amount(Basis.RUN_RATE, Convention.AS_REPORTED, status=status, initiative=PROGRAMME)
    difference = whole - reported
    sentence = f"As reported it is {in_thousands(reported)}" + (
        "; nothing it rests on has changed since."
        if not difference
        else f"; places or rates changed since move it by {signed(in_thousands(difference))}."
    )
    return Working(
        title=title,
        result=in_thousands(whole),
        unit="a year",
        basis=RUN_RATE,
        sentence=sentence,
        lines=lines,
        notes=(
            "Every counted place is taken to be full and to replace an INMSS placement; the report agrees no "
            "occupancy, displacement or deadweight.",
            ROUNDED,
        ),
        see_also=("places-counted", "in-year", "cumulative", "total-run-rate"),
    )


def _less(t: TrancheView) -> str:
    """What of the tranche a run-rate leaves out."""
    gone = t.counted - t.in_place
    less = [f"{number(t.excluded)} excluded"] if t.excluded else []
    less += [f"{number(gone)} of schemes that have closed"] if gone else []
    return f" ({number(t.places)} less {' and '.join(less)})" if less else ""


def _rate_source(facts: Facts, kind: PlacementType) -> str:
    return f"{facts.rates.references[kind]}; rate card version {facts.rates.version}"
