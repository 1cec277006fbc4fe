"""The national files, for the one module here that reads them."""

from tests.benchmarking.conftest import national, national_data

__all__ = ["national", "national_data"]
