"""What a meeting can decide on now: claims, requests, frameworks, positions, the published run, initiatives."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.board.models import DecidedOn, FrameworkVersion
from apps.board.models.decisions import DECIDED_ON
from apps.core.memory import remembered
from apps.deficit.models import Position
from apps.deficit.selectors.projections import publication
from apps.deficit.vocabulary import PositionStatus
from apps.initiatives.models import Initiative
from apps.initiatives.selectors.claim_queue import awaiting_noting
from apps.initiatives.selectors.requests import requests

FEW, MANY = 5, 50


@dataclass(frozen=True, slots=True)
class Thing:
    """``kind`` is the link of ``DecidedOn`` that leads to it, ``key`` the row's number (of a pack its slug)."""

    kind: str
    key: str
    label: str

    @property
    def value(self) -> str:
        return f"{self.kind}:{self.key}"


@remembered
def things() -> list[Thing]:
    """What can be decided on, kind by kind, newest first within a kind of versions."""
    return [*_claims(), *_requests(), *_frameworks(), *_positions(), *_run(), *_initiatives()]


def things_of(links: list[DecidedOn]) -> list[Thing]:
    """What these rows name."""
    return [_named(link) for link in links]


def _named(link: DecidedOn) -> Thing:
    for kind in DECIDED_ON:
        row = getattr(link, kind)
        if row is not None:
            return Thing(kind, str(row.pk), f"{KINDS[kind]}: {_words(kind, row)}")
    return Thing("pack", link.pack, f"Pack: {link.pack}")


KINDS = {
    "claim": "Claim", "request": "Request", "framework": "Framework", "position": "DSG position seen",
    "run": "Projection seen", "initiative": "Initiative",
}  # fmt: skip


def _words(kind: str, row: object) -> str:
    return f"{row.initiative}, {row.fund}" if kind == "request" else str(row)  # type: ignore[attr-defined]  # a funding line


def _thing(kind: str, row: object) -> Thing:
    return Thing(kind, str(row.pk), f"{KINDS[kind]}: {_words(kind, row)}")  # type: ignore[attr-defined]  # any model's row


def _claims() -> Iterator[Thing]:
    """Approved above the threshold and not noted yet."""
    for claim in awaiting_noting()[:MANY]:
        yield Thing("claim", str(claim.pk), f"Claim awaiting the Board’s noting: {claim}, {claim.initiative}")


def _requests() -> Iterator[Thing]:
    yield from (_thing("request", request.line) for request in requests())


def _frameworks() -> Iterator[Thing]:
    yield from (_thing("framework", row) for row in FrameworkVersion.objects.all()[:FEW])


def _positions() -> Iterator[Thing]:
    rows = Position.objects.filter(status=PositionStatus.PUBLISHED).order_by("-financial_year", "-version", "-pk")
    yield from (_thing("position", row) for row in rows[:FEW])


def _run() -> Iterator[Thing]:
    published = publication()
    if published:
        yield _thing("run", published.run)


def _initiatives() -> Iterator[Thing]:
    yield from (_thing("initiative", row) for row in Initiative.objects.order_by("order"))
