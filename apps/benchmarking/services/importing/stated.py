"""What is said of a file beside it, and the document that its figures are cited from."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256 as hashed

from apps.benchmarking.services.importing.kinds.registry import FILE_KINDS
from apps.benchmarking.vocabulary import ImportKind
from apps.core.form_fields.words import short
from apps.core.models import Document
from apps.core.periods import FinancialYear

OPEN_GOVERNMENT = "Open Government Licence v3.0"
FIRST_YEAR, LAST_YEAR = 2010, 2050


@dataclass(frozen=True, slots=True)
class Stated:
    """What the file does not say of itself. Blank words take what is known of its kind; ``year`` is of a table whose
    file names none."""

    title: str = ""
    publisher: str = ""
    released: date | None = None
    licence: str = OPEN_GOVERNMENT
    address: str = ""
    reference: str = ""
    year: FinancialYear | None = None


UNSTATED = Stated()


def year_of_return(text: str) -> FinancialYear:
    """Raises ``ValueError`` that names the value and the remedy."""
    try:
        year = FinancialYear.parse(text)
    except ValueError:
        raise ValueError(f"“{short(text)}” is no financial year. Enter one such as 2025/26.") from None
    if not FIRST_YEAR <= year.start <= LAST_YEAR:
        raise ValueError(
            f"“{short(text)}” is no year of a return. Enter one from {FIRST_YEAR} to {LAST_YEAR}, such as 2025/26."
        )
    return year


def source_of(kind: ImportKind, stated: Stated, sha256: str, at: datetime) -> Document:
    """The document that the file's figures are cited from; one of the same words and day is the same document."""
    described = FILE_KINDS[kind]
    words = {
        "title": stated.title or described.title,
        "body": stated.publisher or described.publisher,
        "date": stated.released or at.date(),
        "licence": stated.licence,
        "address": stated.address,
    }
    found = Document.objects.filter(**words).first()
    named = hashed(f"{sha256} {sorted(words.items())}".encode()).hexdigest()[:12]
    return found or Document.objects.create(slug=f"{kind.value}-{named}", status="Official statistics", **words)
