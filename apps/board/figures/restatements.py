"""What has changed since a pack was frozen: each figure that moved, old and new, with what was entered in between."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from apps.board.calculations.pack_hash import Figure
from apps.board.figures.every import figures
from apps.board.models import Pack, PackFigure, Restatement
from apps.board.selectors.as_at import day_of
from apps.core.memory import remembered
from apps.core.models import AuditEntry

# Which entries of the trail move the figures of a group; a group that is worked out moves with everything before it.
INPUTS = {
    "DSG position": ("deficit.position",),
    "Places": ("initiatives.placetranche", "initiatives.placescheme"),
    "Places by phase": ("initiatives.placetranche", "initiatives.placescheme"),
    "Schemes": ("initiatives.placescheme",),
    "Outcomes": ("initiatives.outcomereading", "initiatives.outcomemeasure"),
    "Claims": ("initiatives.benefitclaim",),
    "Approved claims": ("initiatives.benefitclaim",),
    "Rate card": ("initiatives.ratecard",),
    "Initiatives": ("initiatives.measurementplan", "initiatives.initiative"),
    "National returns": ("benchmarking.nationalimport",),
    "Benchmarking": ("benchmarking.nationalimport",),
}
WORKED_OUT = (
    *dict.fromkeys(kind for kinds in INPUTS.values() for kind in kinds),
    "deficit.assumption", "deficit.projectionrun", "deficit.runpublication", "deficit.benefittreatment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure: ``was`` in the pack and ``now``; None where it is new or no longer there. ``because``: entries."""

    was: Figure | None
    now: Figure | None
    because: tuple[AuditEntry, ...]

    @property
    def figure(self) -> Figure:
        found = self.was or self.now
        assert found  # noqa: S101 - one of the two is there
        return found

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
        Moved(was.get(k), now.get(k), _because(was.get(k) or now[k], entries))
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
    day = day_of(pack.known_by, pack.frozen_at)
    entries = AuditEntry.objects.filter(subject_type__in=WORKED_OUT, at__date__gte=day).exclude(reason="")
    return list(entries.select_related("by").order_by("-at", "-pk")[:200])


def _because(figure: Figure, entries: Iterable[AuditEntry]) -> tuple[AuditEntry, ...]:
    kinds = INPUTS.get(figure.group, WORKED_OUT)
    of_kind = [e for e in entries if e.subject_type in kinds]
    named = [e for e in of_kind if figure.subject and figure.subject in e.subject_label]
    return tuple((named or of_kind)[:3])
