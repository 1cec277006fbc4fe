"""What the reconciler is given: a report's tables and words, as somebody else wrote them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class GivenTable:
    """Rows of texts as printed, headings among them. ``caption`` may be empty."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class GivenText:
    """One paragraph. ``where`` says which: ``Para 4.8``; several parts of one paragraph carry the same words."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """``council`` is whose report it is, blank where nobody said; ``day`` that of the meeting or of the figures."""

    tables: tuple[GivenTable, ...]
    texts: tuple[GivenText, ...] = ()
    council: str = ""
    day: date | None = None
