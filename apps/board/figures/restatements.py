"""What has changed since a pack was frozen: each figure that moved, old and new, with what was entered in between."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from django.db.models import Q

from apps.board.calculations.pack_hash import Figure
from apps.board.figures.every import figures
from apps.board.figures.own import LOGGED
from apps.board.models import Pack, PackFigure, Restatement
from apps.board.selectors.late import after_freezing, end_of, left_out
from apps.core.memory import remembered
from apps.core.models import AuditEntry

PUBLISHED_A_RUN = "Published a run"
POSITIONS, RATES, CLAIMS = ("deficit.position",), ("initiatives.ratecard",), ("initiatives.benefitclaim",)
PLACES, NATIONAL = ("initiatives.placetranche", "initiatives.placescheme"), ("benchmarking.nationalimport",)
OUTCOMES = ("initiatives.outcomereading",)
# What the figures of a group rest on, by what the trail calls it. What none names comes with the report alone.
RESTS_ON = {
    "DSG position": POSITIONS,
    "Places": PLACES,
    "Places by phase": PLACES,
    "Schemes": PLACES,
    "Initiatives": ("initiatives.measurementplan", "initiatives.initiative"),
    "Outcomes": OUTCOMES,
    LOGGED: OUTCOMES,
    "Claims": CLAIMS,
    "Approved claims": CLAIMS,
    "Rate card": RATES,
    "National returns": NATIONAL,
    "Benchmarking": NATIONAL,
    "Benchmarking, statistics": NATIONAL,
    "Benchmarking, distance from the median": NATIONAL,
    "Funding": (),
    "Funds": (),
    "Benefits as reported": (),
    "Cost avoidance": (*PLACES, *RATES),
    "Projection": (
        *POSITIONS, *PLACES, *CLAIMS, *RATES, *NATIONAL, "deficit.assumption", "deficit.projectionrun",
        "deficit.benefittreatment",
    ),
}  # fmt: skip
WORKED_OUT = ("Cost avoidance", "Projection")
# The actions that move a figure: a draft of a rate card moves none, nor does a claim in the making.
MOVING = (
    Q(subject_type="deficit.position", action="Published a position")
    | Q(subject_type="initiatives.ratecard", action="Approved a rate card")
    | Q(subject_type="initiatives.benefitclaim", action__in=("Submitted a claim", "Withdrew a claim"))
    | Q(subject_type="initiatives.benefitclaim", action__startswith="Decided a claim")
    | Q(subject_type="deficit.assumption", action="Agreed an assumption")
    | Q(subject_type="deficit.projectionrun", action=PUBLISHED_A_RUN)
    | Q(subject_type__in=(*PLACES, *OUTCOMES, *NATIONAL, "initiatives.measurementplan", "initiatives.initiative",
                          "deficit.benefittreatment"))
)  # fmt: skip
MOST = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure: ``was`` in the pack and ``now``; None where it is new or no longer there. ``because``: entries."""

    was: Figure | None
    now: Figure | None
    because: tuple[AuditEntry, ...]

    @property
    def figure(self) -> Figure:
        return cast(Figure, self.was or self.now)  # one of the two is there

    @property
    def kind(self) -> str:
        """``moved``, ``new`` or ``gone``."""
        return "new" if self.was is None else "gone" if self.now is None else "moved"

    @property
    def change(self) -> Decimal | None:
        if self.was and self.now and self.was.value is not None and self.now.value is not None:
            return self.now.value - self.was.value
        return None


@remembered
def moved_since(pack: int) -> list[Moved]:
    """In the order of the pack; figures that are new stand last."""
    found = Pack.objects.get(pk=pack)
    was = {f.key: f for f in figures_of(pack)}
    now = {f.key: f for f in figures()}
    entries = _entries_since(found)
    keys = [*was, *(k for k in now if k not in was)]
    return [
        Moved(was.get(k), now.get(k), _because(now.get(k) or was[k], entries))
        for k in keys
        if _said(was.get(k)) != _said(now.get(k))
    ]


@remembered
def figures_of(pack: int) -> list[Figure]:
    return [_figure(row) for row in PackFigure.objects.filter(pack=pack).order_by("order")]


@remembered
def entered_restatements(pack: int) -> list[Restatement]:
    return list(Restatement.objects.filter(pack=pack).select_related("entered_by").order_by("entered_at", "pk"))


def _figure(row: PackFigure) -> Figure:
    value = None if row.value is None else row.value
    return Figure(row.key, row.group, row.label, value, row.words, row.unit, row.basis, row.source, row.subject)


def _said(figure: Figure | None) -> tuple[str, str] | None:
    """Number (to the millionth that is kept) and words."""
    if figure is None:
        return None
    return "" if figure.value is None else f"{figure.value:.6f}", figure.words


def _entries_since(pack: Pack) -> list[AuditEntry]:
    """What moved figures after it was frozen, newest first; and what came before, but of what the pack leaves out."""
    moving, after = AuditEntry.objects.filter(MOVING).select_related("by").order_by("-at", "-pk"), after_freezing(pack)
    before = moving.filter(~after, at__gte=end_of(pack.known_by))[:MOST]
    return [*moving.filter(after)[:MOST], *left_out(pack.pk, before)]


def _because(figure: Figure, entries: Iterable[AuditEntry]) -> tuple[AuditEntry, ...]:
    """Those about what the figure rests on. A figure with a subject of its own moves with entries that name it alone;
    one of the projection with what came before the run that is shown."""
    of_kind = [e for e in entries if e.subject_type in RESTS_ON.get(figure.group, ())]
    if figure.group == "Projection":
        published = next((n for n, e in enumerate(of_kind) if e.action == PUBLISHED_A_RUN), len(of_kind))
        return tuple(of_kind[published:])
    return tuple(e for e in of_kind if figure.subject in e.subject_label)
