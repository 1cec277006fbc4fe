"""Loads Appendix 3's two wide tables, one row for each cell: authorities' values, and the printed statistics."""

from collections.abc import Iterator

from apps.benchmarking.models import BenchmarkValue, PrintedStatistic
from apps.core.loading import Load, LoadError, Ref, Row, Table

RETURN = Ref("benchmark_return", ("benchmark_return",), ("slug",))
LINE = Ref("line", ("line",), ("slug",))
VALUE = {"value_gbp_per_head": ("value", 1)}


def load_values(load: Load) -> None:
    lines = _lines(load)
    for benchmark_return in load.rows("benchmark_returns.csv"):
        slug = benchmark_return.cells["slug"]
        values = load.rows(benchmark_return.cells["values_file"])
        load.table(
            Table(
                file=benchmark_return.cells["values_file"],
                model=BenchmarkValue,
                key=("benchmark_return", "authority", "line"),
                scaled=VALUE,
                refs=(RETURN, LINE, Ref("authority", ("la_code",), ("dfe_code",))),
                written_since="national_import_id",
            ),
            list(_tall(values, slug, lines, ("la_code",), {"la_name", "deficit_status_31_march_2025"})),
        )
        statistics = load.rows(benchmark_return.cells["statistics_file"])
        load.table(
            Table(
                file=benchmark_return.cells["statistics_file"],
                model=PrintedStatistic,
                key=("benchmark_return", "line", "statistic", "of_neighbours"),
                columns=("statistic", "of_neighbours"),
                scaled=VALUE,
                refs=(RETURN, LINE),
                written_since="national_import_id",
            ),
            [
                row
                for row in _tall(statistics, slug, lines, ("statistic", "of_neighbours"), {"source_reference"})
                if row.cells["value_gbp_per_head"]
            ],
        )


def _lines(load: Load) -> dict[str, str]:
    """Column of Appendix 3 → slug of the line."""
    rows = load.rows("spend_lines.csv")
    return {row.cells["appendix3_column"]: row.cells["slug"] for row in rows if row.cells["appendix3_column"]}


def _tall(
    rows: list[Row], benchmark_return: str, lines: dict[str, str], keys: tuple[str, ...], other: set[str]
) -> Iterator[Row]:
    """One row for each cell under a line's column; the row remembers the column that was printed."""
    for row in rows:
        for column in (*lines, *keys):
            if column not in row.cells:
                raise LoadError(f"{row.file}, line 1: the column “{column}” is missing. Add it.")
        if unknown := sorted(set(row.cells) - {*lines, *keys, *other}):
            raise LoadError(f"{row.file}, line 1: nothing reads the column “{unknown[0]}”. Remove it.")
        for column, line in lines.items():
            cells = {
                **{key: row.cells[key] for key in keys},
                "benchmark_return": benchmark_return,
                "line": line,
                "value_gbp_per_head": row.cells[column],
            }
            yield Row(row.file, row.line, cells, {"value_gbp_per_head": column})
