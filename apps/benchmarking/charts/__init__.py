"""The benchmarking pages' charts and tables: data in, ``Chart`` or ``Rows`` out."""

from apps.benchmarking.charts.checks import statistics_table, sums_table
from apps.benchmarking.charts.glance import glance_table
from apps.benchmarking.charts.line import line_chart
from apps.benchmarking.charts.matrix import matrix_tables
from apps.benchmarking.charts.working import working_table

__all__ = ["glance_table", "line_chart", "matrix_tables", "statistics_table", "sums_table", "working_table"]
