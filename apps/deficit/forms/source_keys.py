"""Which figure an address names."""

from collections.abc import Mapping

from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit.models.sources import BLOCKS
from apps.deficit.selectors.reconciliation import Key
from apps.deficit.vocabulary import SourceKind, SourceMeasure


def asked_key(asked: Mapping[str, str], source: str = "source") -> Key | None:
    """From ``year``, ``block``, ``measure`` and the parameter that names the source; None where one is missing or is
    not one of the choices."""
    try:
        block = Block(asked.get("block", ""))
        year = FinancialYear.parse(asked.get("year", ""))
        key = Key(year, SourceKind(asked.get(source, "")), block, SourceMeasure(asked.get("measure", "")))
    except ValueError:
        return None
    return key if block in BLOCKS else None
