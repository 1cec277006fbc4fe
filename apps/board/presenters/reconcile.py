"""What the reconciler found, as tables and sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core import signing

from apps.board.calculations.reconciler import Finding, Given, Kind, Outcome, Severity, Table, tables_of
from apps.core.charts import Column, Rows
from apps.core.money import number
from apps.core.sheets_in.checked import VALID_SECONDS

SHEET = "findings"
SALT = "board.reconcile"
COLUMNS = (
    Column("where", "Where"),
    Column("says", "Printed"),
    Column("follows", "What follows"),
    Column("difference", "Difference"),
    Column("sentence", "In words"),
)
KINDS = {
    Kind.SUMS: "Totals, subtotals, balances, differences and running totals, down and across.",
    Kind.PRODUCTS: "A number, the value of one and the amount said of them; one count for each of another; scores.",
    Kind.COUNTS: "Amounts that stand in one proportion to the counts of another row or table.",
    Kind.SHARES: "Percentages beside the numbers that they are of.",
    Kind.SPREAD: "Medians, maxima, minima and means of the rows of a table, with the council and without it.",
    Kind.REPEATS: "One thing said twice: in two paragraphs, in a paragraph and a table, in two tables.",
    Kind.BASES: "Totals whose parts are said on different bases: a year, one-off, so far.",
    Kind.PART_YEARS: "A whole year’s amount for what opens, or is still to come, within the year.",
    Kind.RANGES: "One figure that is called a range.",
}
HOLDS_OWN = (
    "These hold the council itself, which is thereby compared with itself; beside each stands that of the others."
)


@dataclass(frozen=True, slots=True)
class Item:
    """One finding; ``tag`` is how its severity is marked."""

    where: str
    severity: str
    tag: str
    figures: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Section:
    """``items`` are read one by one; a ``table`` holds many that say the same of different columns."""

    heading: str
    lead: str
    items: Sequence[Item]
    table: Rows | None


@dataclass(frozen=True, slots=True)
class Read:
    """A table as it was understood."""

    summary: str
    table: Rows


def message(given: Given, outcome: Outcome) -> str:
    of = f"{_many(len(tables_of(given)), 'table')} and {_many(len(given.texts), 'paragraph')}"
    counts = {severity: len(_of(outcome, severity)) for severity in Severity}
    checks = f"{number(outcome.checked.counts.total())} checks"
    if not outcome.checked.counts.total():
        return f"In {of}, nothing was recognised that could be checked. Its tables, as they were read, stand below."
    if not outcome.findings:
        return f"In {of}, nothing was found that does not follow, in {checks}."
    differ, ask, rounded = (counts[s] for s in (Severity.DIFFERS, Severity.QUESTION, Severity.ROUNDING))
    last = f"; {number(rounded)} more differ by rounding alone" if rounded else ""
    return (
        f"In {of}, {_many(differ, 'figure')} {'differs' if differ == 1 else 'differ'} from what follows and "
        f"{number(ask)} {'raises' if ask == 1 else 'raise'} a question{last}. {checks} were made."
    )


def sections(outcome: Outcome) -> list[Section]:
    """By kind, what differs before what is asked. Roundings stand apart, since they are no error."""
    found = []
    for kind in Kind:
        differ, ask = ([f for f in outcome.of(kind) if f.severity is s] for s in (Severity.DIFFERS, Severity.QUESTION))
        if not differ and not ask:
            continue
        many = kind is Kind.SPREAD and len(ask) > 1
        items = [_item(finding) for finding in (differ if many else [*differ, *ask])]
        lead = f"{KINDS[kind]} {HOLDS_OWN}" if many else KINDS[kind]
        found.append(Section(kind.value, lead, items, findings_table(kind.value, ask) if many else None))
    return found


def _item(finding: Finding) -> Item:
    figures = f"{finding.says} is printed; {finding.follows} follows"
    apart = f"; difference {finding.difference_in_words}" if finding.difference else ""
    tag = "alert" if finding.severity is Severity.DIFFERS else "waiting"
    return Item(finding.where.in_words, finding.severity.value, tag, f"{figures}{apart}", finding.sentence)


def roundings(outcome: Outcome) -> Rows | None:
    rows = _of(outcome, Severity.ROUNDING)
    return findings_table("Differences that rounding makes", rows) if rows else None


def findings_table(caption: str, findings: Iterable[Finding]) -> Rows:
    return Rows(caption, COLUMNS[:-1], [_row(finding) for finding in findings])


def sheet(rows: Sequence[dict[str, str]]) -> Rows:
    """Everything, for a file."""
    columns = (Column("kind", "What was checked"), *COLUMNS, Column("severity", "What it is"))
    return Rows("What does not follow in the report", columns, rows)


def sheet_rows(outcome: Outcome) -> list[dict[str, str]]:
    return [{"kind": f.kind.value, "severity": f.severity.value, **_row(f)} for f in outcome.findings]


def signed(rows: list[dict[str, str]]) -> str:
    """Through the page to the file that is made of it; nothing is kept between the two."""
    return signing.dumps(rows, salt=SALT, compress=True)


def read_back(text: str) -> list[dict[str, str]]:
    """Raises ``signing.BadSignature`` where it is old or was changed."""
    rows: list[dict[str, str]] = signing.loads(text, salt=SALT, max_age=VALID_SECONDS)
    return rows


def checked_table(outcome: Outcome) -> Rows:
    columns = (
        Column("kind", "What was checked"),
        Column("times", "Times", kind="number"),
        Column("found", "Findings", kind="number"),
    )
    counts = outcome.checked.counts
    rows = [{"kind": kind.value, "times": counts[kind], "found": len(outcome.of(kind))} for kind in Kind]
    return Rows("What was checked", columns, rows)


def read_tables(given: Given) -> list[Read]:
    return [Read(_summary(table), _as_read(table)) for table in tables_of(given)]


def _summary(table: Table) -> str:
    size = f"{_many(len(table.rows), 'row')} × {_many(len(table.columns), 'column')}"
    return f"{table.caption or table.name} ({size})"


def _as_read(table: Table) -> Rows:
    columns = (Column("row", table.corner or "Row"), *(Column(str(i), label) for i, label in enumerate(table.columns)))
    rows = [
        {"row": label, **{str(i): cell.text for i, cell in enumerate(cells)}}
        for label, cells in zip(table.rows, table.cells, strict=True)
    ]
    return Rows(table.caption or table.name, columns, rows)


def _row(finding: Finding) -> dict[str, str]:
    return {
        "where": finding.where.in_words, "says": finding.says, "follows": finding.follows,
        "difference": finding.difference_in_words, "sentence": finding.sentence,
    }  # fmt: skip


def _of(outcome: Outcome, severity: Severity) -> list[Finding]:
    return [finding for finding in outcome.findings if finding.severity is severity]


def _many(count: int, word: str) -> str:
    return f"{number(count)} {word}{'' if count == 1 else 's'}"
