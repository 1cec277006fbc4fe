"""What is said of a file beside it, and the document that its figures are cited from."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256 as hashed

from apps.benchmarking.services.importing.kinds.registry import FILE_KINDS
from apps.benchmarking.vocabulary import ImportKind
from apps.core.models import Document
from apps.core.periods import FinancialYear

OPEN_GOVERNMENT = "Open Government Licence v3.0"


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
