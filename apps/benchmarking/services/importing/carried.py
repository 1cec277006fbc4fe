"""What travels through the page after the check of a file: signed, for the person who uploaded it. A sound file's name
and hash, to its import; the problems of a refused one, to their download.
"""

from dataclasses import asdict, astuple, dataclass
from datetime import date

from django.core import signing

from apps.benchmarking.services.importing.problems import Problem
from apps.benchmarking.services.importing.stated import Stated
from apps.benchmarking.vocabulary import ImportKind
from apps.core.models import User
from apps.core.periods import FinancialYear

SALT, VALID_SECONDS = "benchmarking.import", 60 * 60


@dataclass(frozen=True, slots=True)
class Carried:
    """``sha256`` names the kept file; ``seen`` is the state of the imports that it was checked against."""

    kind: ImportKind
    name: str
    sha256: str
    stated: Stated
    seen: str


def sign_file(carried: Carried, by: User) -> str:
    stated = asdict(carried.stated)
    stated["released"] = carried.stated.released.isoformat() if carried.stated.released else ""
    stated["year"] = carried.stated.year.slug if carried.stated.year else ""
    content = {"kind": carried.kind.value, "name": carried.name, "sha256": carried.sha256, "stated": stated}
    content["seen"] = carried.seen
    return signing.dumps(content, salt=f"{SALT}.{by.pk}", compress=True)


def carried_file(text: str, by: User) -> Carried:
    """Raises ``signing.BadSignature`` where it is old, changed or another's."""
    found = signing.loads(text, salt=f"{SALT}.{by.pk}", max_age=VALID_SECONDS)
    stated = found["stated"]
    stated["released"] = date.fromisoformat(stated["released"]) if stated["released"] else None
    stated["year"] = FinancialYear.parse(stated["year"]) if stated["year"] else None
    return Carried(ImportKind(found["kind"]), found["name"], found["sha256"], Stated(**stated), found["seen"])


def sign_problems(listed: list[Problem], by: User) -> str:
    return signing.dumps([astuple(problem) for problem in listed], salt=f"{SALT}.problems.{by.pk}", compress=True)


def carried_problems(text: str, by: User) -> list[Problem]:
    """Raises ``signing.BadSignature`` where they are old, changed or another's."""
    found = signing.loads(text, salt=f"{SALT}.problems.{by.pk}", max_age=VALID_SECONDS)
    return [Problem(*values) for values in found]
