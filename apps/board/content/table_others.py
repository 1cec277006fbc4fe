"""Table 4, the tables of the committee's questions, and the appendices: nothing in them counts children."""

from apps.benchmarking.charts.matrix import matrix_tables
from apps.benchmarking.selectors.read import current_benchmark
from apps.benchmarking.vocabulary import Own
from apps.board.calculations.paper.document import Table
from apps.board.content.drafts import table_of
from apps.board.facts import Facts, NotKnown
from apps.board.selectors.enquiry import being_developed
from apps.core.charts import Column, Rows
from apps.core.selectors.reading import reading_date
from apps.deficit.charts import BALANCE, MONEY
from apps.deficit.charts import table_4 as rows_of_table_4
from apps.deficit.presenters.requests import requests_table
from apps.initiatives.models import Initiative
from apps.initiatives.presenters.register import next_milestone
from apps.initiatives.presenters.words import NOT_GIVEN, NOT_STATED, milestone_text
from apps.initiatives.selectors.initiatives import everything
from apps.initiatives.selectors.requests import requests
from apps.initiatives.vocabulary import Category, FundKind, MeasurementPlanState, Stage

IN_THE_SOURCE = ("Median", "Maximum", "Minimum")  # the neighbours' statistics that Appendix 3 prints
BASES_OF_TABLE_4 = (
    "Accumulated deficits and the running balance are amounts at a date; every other line is an amount within its year."
)


def table_4(facts: Facts) -> Table | None:
    """The source's own order and wording (£m, deficits positive), with the running balance."""
    try:
        outlook = facts.outlook
    except NotKnown:
        return None
    rows = rows_of_table_4(outlook)
    kept = Rows(rows.caption, (rows.columns[0], MONEY, BALANCE), rows.rows)
    years = f"{outlook.current.financial_year} to {outlook.last.financial_year}"
    return table_of(
        kept, "table-4", "Table 4", caption=f"Summary position for the Dedicated Schools Grant, {years}",
        source=_position_source(facts), notes=(BASES_OF_TABLE_4,),
    )  # fmt: skip


def _position_source(facts: Facts) -> str:
    return "; ".join(dict.fromkeys(p.name for p in facts.outlook.years))


def new_initiatives() -> Table | None:
    """Para 4.14: those that are not yet in delivery, with the state of their measurement plan."""
    found = being_developed()
    if not found:
        return None
    columns = (
        Column("name", "Initiative"), Column("category", "Category"), Column("stage", "Stage"),
        Column("plan", "Measurement plan"), Column("owner", "Owner"), Column("next", "Next milestone"),
    )  # fmt: skip
    rows = Rows("New initiatives, and how they are to be measured", columns, [_new(subject) for subject in found])
    return table_of(rows, "new-initiatives", "", source="The register of initiatives")


def requested() -> Table | None:
    found = requests()
    if not found:
        return None
    rows = requests_table(found)
    kept = Rows("Requests for the budget, and what is still needed", rows.columns[:-1], rows.rows)
    return table_of(kept, "requests", "", source="The register of initiatives, funding that is requested",
                    empty=NOT_STATED)  # fmt: skip


def appendix_2() -> Table | None:
    """Those that money from outside the High Needs Block pays for, wholly or in part."""
    found = [s for s in everything() if any(_is_outside(line.fund.kind) for line in s.funding_lines.all())]
    if not found:
        return None
    columns = (
        Column("name", "Initiative"), Column("category", "Category"), Column("printed", "Type, as printed"),
        Column("funds", "Funding source"), Column("stage", "Stage"), Column("note", "What it does"),
    )  # fmt: skip
    rows = Rows("What each is, who pays and where it stands", columns, [_funded(s) for s in found])
    return table_of(rows, "appendix-2", "Appendix 2", source="The register of initiatives", empty=NOT_GIVEN)


def appendix_3() -> Table | None:
    """Councils down, lines across, £ a head; the statistics with the council counted in and left out."""
    b = current_benchmark()
    if b is None:
        return None
    inside, without = (matrix_tables(b, own).figures for own in (Own.IN, Own.OUT))
    councils = len(b.councils)
    beneath = [row for row in inside.rows[councils:] if str(row["council"]).startswith(IN_THE_SOURCE)]
    england = [row for row in inside.rows[councils:] if str(row["council"]).startswith("England")]
    alone = [row for row in without.rows[councils:] if str(row["council"]).startswith(IN_THE_SOURCE)]
    rows = [
        *england,
        *({**row, "council": f"{row['council']}, {b.ours.name} counted in"} for row in beneath),
        *({**row, "council": f"{row['council']}, {b.ours.name} left out"} for row in alone),
        *inside.rows[:councils],
    ]
    kept = Rows(inside.caption, inside.columns, rows)
    source = f"{b.origin.title}, {b.origin.reference}" if b.origin.reference else b.origin.title
    return table_of(kept, "appendix-3", "Appendix 3", source=source, empty="[x]")


def _is_outside(kind: str) -> bool:
    return kind != FundKind.HIGH_NEEDS_BLOCK


def _new(subject: Initiative) -> dict[str, str]:
    coming = next_milestone(subject, reading_date())
    return {
        "name": subject.name,
        "category": str(Category(subject.category).label),
        "stage": str(Stage(subject.stage).label),
        "plan": str(MeasurementPlanState(subject.measurement_plan).label),
        "owner": subject.owner or NOT_GIVEN,
        "next": milestone_text(coming) if coming else "None given",
    }


def _funded(subject: Initiative) -> dict[str, str]:
    return {
        "name": subject.name,
        "category": str(Category(subject.category).label),
        "printed": subject.category_as_printed or NOT_GIVEN,
        "funds": "; ".join(dict.fromkeys(line.fund.name for line in subject.funding_lines.all())),
        "stage": str(Stage(subject.stage).label),
        "note": subject.summary,
    }
