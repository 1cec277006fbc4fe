"""Works a denominator out of a shipped population file: the sum over single years of age, never typed."""

from decimal import Decimal, InvalidOperation

from apps.benchmarking.models import Denominator
from apps.core.loading import Load, Ref, Row, Table

DENOMINATORS = Table(
    file="denominators.csv",
    model=Denominator,
    key=("authority", "name", "as_at"),
    columns=("name", "as_at", "value"),
    refs=(Ref("authority", ("authority",), ("dfe_code",)),),
    elsewhere=("population_file", "year", "first_age", "last_age"),
)


def load_population(load: Load) -> None:
    rows = [
        Row(row.file, row.line, {**row.cells, "value": str(_sum(load, row))}) for row in load.rows(DENOMINATORS.file)
    ]
    load.table(DENOMINATORS, rows)


def _sum(load: Load, wanted: Row) -> Decimal:
    """The people of the wanted ages in the wanted year, exact."""
    year = wanted.cells["year"]
    ages = range(_age(wanted, "first_age"), _age(wanted, "last_age") + 1)
    people = {_age(row, "AGE"): row for row in load.rows(wanted.cells["population_file"])}
    if missing := sorted(set(ages) - set(people)):
        raise wanted.refuse(
            f"the population file has no age {missing[0]}", "Give ages that the file holds.", "last_age"
        )
    if year not in people[ages[0]].cells:
        raise wanted.refuse(f"the population file has no year {year}", "Give a year that it holds.", "year")
    return sum((_number(people[age], year) for age in ages), Decimal(0))


def _age(row: Row, column: str) -> int:
    try:
        return int(row.cells[column])
    except (KeyError, ValueError):
        raise row.refuse("it is not an age", "Write whole years.", column) from None


def _number(row: Row, column: str) -> Decimal:
    try:
        return Decimal(row.cells[column])
    except InvalidOperation:
        raise row.refuse("it is not a number of people", "Write digits, such as 3383.241.", column) from None
