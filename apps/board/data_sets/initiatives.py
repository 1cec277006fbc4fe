"""Initiatives, and the money put into them by fund."""

from apps.board.data_sets.base import (
    FINANCIAL_YEAR,
    SOURCE,
    SOURCE_REFERENCE,
    DataSet,
    Loaded,
    newest,
    one_of,
    pounds,
    text,
    whole,
    yes_no,
)
from apps.initiatives.selectors import feed
from apps.initiatives.vocabulary import Category, FundingState, FundKind, MeasurementPlanState, Stage

REPORT = "The report; each row names its paragraph."
PAYS = yes_no("worsens_high_needs", "Whether the money comes from the High Needs Block")


def load_initiatives() -> Loaded:
    found = feed.initiatives()
    rows = [
        (
            i.slug, i.name, i.order, i.category, i.category_as_printed, i.stage, i.stage_as_printed, i.mapping_rule,
            i.owner, i.measurement_plan, i.scales_up.slug if i.scales_up else "", i.summary,
            i.source.title, i.source_reference,
        )
        for i in found
    ]  # fmt: skip
    return Loaded(rows, newest([i.source.date for i in found]))


def load_funding() -> Loaded:
    found = feed.funding_lines()
    rows = [
        (
            f.initiative.slug, f.initiative.name, f.fund.slug, f.fund.name, f.fund.kind,
            FundKind(f.fund.kind).worsens_high_needs, str(f.financial_year or ""), str(f.last_year or ""),
            f.amount, f.amount_as_printed, f.per_year, f.state, f.note, f.source.title, f.source_reference,
        )
        for f in found
    ]  # fmt: skip
    return Loaded(rows, newest([f.source.date for f in found]))


def load_funds() -> Loaded:
    found = feed.funds()
    rows = [
        (
            f.slug, f.name, f.kind, FundKind(f.kind).worsens_high_needs, f.total, f.total_as_printed, f.note,
            f.source.title, f.source_reference,
        )
        for f in found
    ]  # fmt: skip
    return Loaded(rows, newest([f.source.date for f in found]))


INITIATIVES = DataSet(
    slug="initiatives",
    title="Initiatives",
    what="One row for each initiative that the Board follows.",
    basis="Holds no money: amounts are in funding, reported_benefits and cost_avoidance.",
    source=REPORT,
    fields=(
        text("initiative", "Short name, stable; joins the other data sets"),
        text("initiative_name", "Name"),
        whole("source_order", "Order in the source"),
        one_of("category", "The committee's category", Category),
        text("category_as_printed", "The source's own word"),
        one_of("stage", "Stage", Stage),
        text("stage_as_printed", "The source's own word"),
        text("mapping_rule", "How printed words became this category and stage"),
        text("owner", "Owner; empty where the source gives none"),
        one_of("measurement_plan", "State of the measurement plan", MeasurementPlanState),
        text("scales_up", "Short name of the initiative that this one enlarges"),
        text("summary", "What it does"),
        SOURCE,
        SOURCE_REFERENCE,
    ),
    load=load_initiatives,
)
FUNDING = DataSet(
    slug="funding",
    title="Funding of initiatives",
    what="One row for each amount from a fund to an initiative.",
    basis="What is put in, never a benefit. An amount with is_per_year is for each year; others are for the years "
    "named together. Agreed and requested money are not one sum.",
    source=REPORT,
    fields=(
        text("initiative", "Short name of the initiative, stable"),
        text("initiative_name", "Name of the initiative"),
        text("fund", "Short name of the fund, stable"),
        text("fund_name", "Name of the fund"),
        one_of("fund_kind", "Who pays", FundKind),
        PAYS,
        FINANCIAL_YEAR,
        text("last_financial_year", "Last year that the amount covers, where it covers several"),
        pounds("amount_gbp", "Amount; empty where not stated exactly"),
        text("amount_as_printed", "The source's own words, where it gives no exact amount"),
        yes_no("is_per_year", "Whether the amount is for each year"),
        one_of("state", "Whether it is agreed", FundingState),
        text("note", "Note"),
        SOURCE,
        SOURCE_REFERENCE,
    ),
    load=load_funding,
)
FUNDS = DataSet(
    slug="funds",
    title="Funds",
    what="One row for each fund, with its total where the source gives one.",
    basis="A fund's total and the amounts taken from it (funding) are the same money: never add the two.",
    source=REPORT,
    fields=(
        text("fund", "Short name of the fund, stable"),
        text("fund_name", "Name of the fund"),
        one_of("fund_kind", "Who pays", FundKind),
        PAYS,
        pounds("total_gbp", "Total; empty where not stated exactly"),
        text("total_as_printed", "The source's own words"),
        text("note", "Note"),
        SOURCE,
        SOURCE_REFERENCE,
    ),
    load=load_funds,
)
