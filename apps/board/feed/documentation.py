"""What the page at /data/ says: each data set, its columns, its rows and its addresses, from the registry itself."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from apps.benchmarking.selectors import feed as benchmarking
from apps.board.data_sets.base import TYPES, DataSet
from apps.board.data_sets.registry import DATA_SETS
from apps.core.charts import Column, Rows
from apps.core.money import number
from apps.deficit.selectors import feed as deficit
from apps.initiatives.selectors import feed as initiatives

LIST = (
    Column("title", "Data set"),
    Column("columns", "Holds", link="anchor"),
    Column("rows", "Rows", kind="number"),
    Column("csv", "CSV", link="csv_url"),
    Column("json", "JSON", link="json_url"),
)
COLUMNS = (
    Column("name", "Column"),
    Column("type", "Type"),
    Column("unit", "Unit"),
    Column("description", "What it holds"),
)


@dataclass(frozen=True, slots=True)
class Described:
    """One data set as the page shows it."""

    data_set: DataSet
    columns: Rows
    csv_url: str
    json_url: str

    @property
    def summary(self) -> str:
        return f"{len(self.columns)} columns of {self.data_set.slug}"


def documentation(request: HttpRequest) -> dict[str, Any]:
    rows = counts()
    index = [
        {
            "title": d.title,
            "columns": f"{len(d.fields)} columns of {d.slug}",
            "anchor": f"#{d.slug}",
            "rows": rows[d.slug],
            "csv": f"{d.slug}.csv",
            "csv_url": address(d, "csv"),
            "json": f"{d.slug}.json",
            "json_url": address(d, "json"),
        }
        for d in DATA_SETS
    ]
    return {
        "message": f"{len(DATA_SETS)} data sets hold {number(sum(rows.values()))} rows: the same figures as the pages.",
        "index": Rows("Data sets of the feed", LIST, index),
        "data_sets": [describe(d) for d in DATA_SETS],
        "may_issue": request.user.has_perms(["board.view_datatoken", "board.add_datatoken"]),
    }


def counts() -> dict[str, int]:
    """Rows of each data set, in a few queries; a test holds them against the rows served."""
    return deficit.counts() | initiatives.counts() | benchmarking.counts()


def describe(data_set: DataSet) -> Described:
    fields = [
        {"name": f.name, "type": TYPES[f.type], "unit": f.unit, "description": f"{f.description}."}
        for f in data_set.fields
    ]
    columns = Rows(f"Columns of {data_set.slug}", COLUMNS, fields)
    return Described(data_set, columns, address(data_set, "csv"), address(data_set, "json"))


def address(data_set: DataSet, kind: str) -> str:
    return reverse("board:data_set", kwargs={"dataset": data_set.slug, "kind": kind})
