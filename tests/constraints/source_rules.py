"""Rules of the council's record and of what sources state, each with a row that breaks it."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from tests.constraints.rules import NOW, Case, like


def source_cases() -> Iterator[Case]:
    record = "deficit.RecordedFigure"
    yield Case("recorded_figure_once", "twice", like(record))
    yield Case("recorded_figure_has_rule", "no rule", like(record, basis="another", rule=""))
    flagged = {"basis": "another", "in_conflict": True, "note": ""}
    yield Case("recorded_figure_conflict_noted", "in conflict, nobody knows with what", like(record, **flagged))

    figure = "deficit.SourceFigure"
    entered = {"version": 2, "reason": "Corrected by the DfE.", "entered_by": "@finance", "entered_at": NOW}
    yield Case("source_figure_version", "twice", like(figure))
    by_and_at = "source_figure_by_and_at"
    yield Case(by_and_at, "by somebody, nobody knows when", like(figure, **{**entered, "entered_at": None}))
    yield Case(by_and_at, "at a time, by nobody", like(figure, **{**entered, "entered_by": None}))
    neither = {**entered, "entered_by": None, "entered_at": None}
    yield Case(by_and_at, "a later version of nobody", like(figure, **neither))
    yield Case("source_figure_reason", "a later version without a reason", like(figure, **{**entered, "reason": ""}))
    yield Case("source_figure_reference", "no document", like(figure, **entered, reference=""))
    spent = {"where": {"measure": "spend"}, **entered, "amount": Decimal("-0.01")}
    yield Case("source_figure_not_negative", "negative spending", like(figure, **spent))
    yield Case("source_figure_block", "outside the DSG", like(figure, **{**entered, "block": "general_fund"}))

    told = "deficit.DifferenceExplanation"
    new = {"key": UUID(int=78)}
    yield Case("explanation_two_sources", "one source", like(told, **new, lower="outturn_report"))
    for amount in (Decimal(0), Decimal(-1)):
        yield Case("explanation_above_nought", f"{amount}", like(told, **new, amount=amount))
    yield Case("explanation_in_words", "no words", like(told, **new, words=""))
    yield Case("explanation_in_words", "no line", like(told, **new, line=""))
    yield Case("explanation_in_words", "neither", like(told, **new, words="", line=""))
