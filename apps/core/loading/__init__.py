"""Loads readable files into tables: by natural key, all or nothing, and without effect the second time."""

from apps.core.loading.files import LoadError, Row, read_csv, read_toml
from apps.core.loading.load import Counts, Load
from apps.core.loading.tables import Ref, Table

__all__ = ["Counts", "Load", "LoadError", "Ref", "Row", "Table", "read_csv", "read_toml"]
