"""What a what-if's form stands on, and the values that it begins with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.periods import FinancialYear
from apps.deficit.forms.assumed import FIRST_YEAR, LAST_YEAR
from apps.deficit.inputs.gap import effect_year, newest_census
from apps.deficit.inputs.whatif import STABILITY_GRANT
from apps.deficit.models import Assumption, PolicyParameter
from apps.deficit.presenters.what_if_changes import THREE
from apps.deficit.runs import Held, benefits_held
from apps.deficit.selectors.assumptions import assumptions_in_force
from apps.deficit.selectors.positions import policy
from apps.deficit.vocabulary import AssumptionUnit
from apps.initiatives.selectors.initiatives import everything

HORIZON, SUPPORT = "horizon", "support"
NOT_COUNTED, UPPER_BOUND, AMOUNT = "no", "upper", "amount"
YEAR = "year"
KEPT, IN, BESIDE = "kept", "in", "beside"
HELD = "held"
Toggles = dict[str, Any]


def field_name(part: str, key: str) -> str:
    """Of one value of an assumption, or of a benefit: what may stand in an id."""
    return f"{part}--{key.replace(':', '--').replace('/', '--')}"


@dataclass(frozen=True, slots=True)
class Ground:
    """What the form stands on: assumptions in force, benefits, the years to choose from, and the grant's row."""

    rows: Mapping[str, Assumption]
    held: Sequence[Held]
    last_published: FinancialYear
    effect_year: FinancialYear
    grant: PolicyParameter | None
    initiatives: Mapping[str, str]

    @property
    def first(self) -> FinancialYear:
        """Of the years that an assumption may name: those of its own form, and what is in force."""
        return min(FIRST_YEAR, *self._named())

    @property
    def last(self) -> FinancialYear:
        return max(LAST_YEAR, *self._named())

    @property
    def ends_from(self) -> FinancialYear:
        """The first year that a projection may end with."""
        return max(self.effect_year, self.last_published)

    def _named(self) -> list[FinancialYear]:
        years = [FinancialYear(int(r.central)) for r in self.rows.values() if r.unit == AssumptionUnit.YEAR]
        return [*years, self.effect_year]

    @property
    def versions(self) -> str:
        return " ".join(f"{key}={row.version}" for key, row in self.rows.items())


def ground() -> Ground:
    """As it is now. Raises ``Refused`` where something is missing that a projection needs."""
    held, ends = benefits_held(), effect_year(FinancialYear(newest_census().january - 1))
    return Ground(
        rows=assumptions_in_force(),
        held=held,
        last_published=held[0].year if held else ends,
        effect_year=ends,
        grant=policy(STABILITY_GRANT, date.max),
        initiatives={i.slug: i.name for i in everything()},
    )


def horizon_in_force(ground: Ground) -> str:
    row = ground.rows.get(HORIZON)
    return FinancialYear(int(row.central)).slug if row else ground.last.slug


def started_with(
    ground: Ground, based_on: str, changes: Mapping[str, Mapping[str, str]], toggles: Toggles
) -> dict[str, Any]:
    """The form's first values: what is in force, with what is copied put over it."""
    grant = toggles.get("stability_grant") or {}
    day = date.fromisoformat(grant["as_at"]) if grant else (ground.grant.announced_date if ground.grant else None)
    found: dict[str, Any] = {
        "based_on": based_on,
        "central_support": bool(toggles.get("central_support")),
        "grant": (AMOUNT if grant.get("eligible") else UPPER_BOUND) if grant else NOT_COUNTED,
        "grant_as_at": f"{day.day} {day:%B %Y}" if day else "",
        "grant_eligible": Decimal(grant["eligible"]) if grant.get("eligible") else None,
        "horizon": toggles.get("horizon") or horizon_in_force(ground),
    }
    said = toggles.get("treatments", {})
    for one in ground.held:
        same = said.get(one.slug, one.in_forecast) == one.in_forecast
        found[field_name(HELD, one.slug)] = KEPT if same else _told(said[one.slug])
    for key, row in ground.rows.items():
        values = changes.get(key) or {part: getattr(row, part) for part in THREE}
        found |= {field_name(part, key): Decimal(values[part]) for part in THREE}
        found[field_name(YEAR, key)] = Decimal(values["central"])
    return found


def _told(held: bool) -> str:
    return IN if held else BESIDE
