"""What a what-if changes, as its revision keeps it: assumptions by key, and toggles.

Toggles, each optional:
    central_support   true: from the year of the announcement, central support meets the share ``support`` of the gap
    stability_grant   {"as_at": "2026-02-09", "eligible": "£ of high-needs deficit"}; without ``eligible`` the whole
                      accumulated deficit stands for it, an upper bound
    horizon           2030-31: the last year
    treatments        {"initiative/kind": true or false}: whether the forecast holds it
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from apps.core.errors import Refused
from apps.core.money import pounds
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.inputs import Grant
from apps.deficit.inputs.assumed import Changes
from apps.deficit.inputs.gap import Positions, per_cent_of
from apps.deficit.selectors.positions import policy
from apps.deficit.vocabulary import BenefitKind

STABILITY_GRANT = "high-needs-stability-grant"
KNOWN = {"central_support", "stability_grant", "horizon", "treatments"}


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Nothing changed is the named scenarios' own inputs. ``agreed``: as it will be once finance has put the changes in
    force, when the model is tied to the published gaps anew."""

    changes: Changes = field(default_factory=dict)
    toggles: Mapping[str, Any] = field(default_factory=dict)
    agreed: bool = False

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.toggles) - KNOWN):
            raise Refused(f"There is no switch “{unknown[0]}”. Use one of: {', '.join(sorted(KNOWN))}.")

    @property
    def support(self) -> bool:
        return bool(self.toggles.get("central_support"))

    @property
    def horizon(self) -> FinancialYear | None:
        text = self.toggles.get("horizon")
        try:
            return FinancialYear.parse(text) if text else None
        except ValueError as error:
            raise Refused(f"Last year: {error}") from error

    @property
    def treatments(self) -> dict[tuple[str, str], bool]:
        found = {}
        for name, held in self.toggles.get("treatments", {}).items():
            initiative, _, kind = name.rpartition("/")
            if not initiative or kind not in BenefitKind.values:
                raise Refused(f"Treatment “{name}”: write the initiative and one of {', '.join(BenefitKind.values)}.")
            found[initiative, kind] = bool(held)
        return found

    def grants(self, positions: Positions, base: FinancialYear) -> tuple[Grant, ...]:
        """The Stability Grant in the year after the deficits that it pays, as known on a day."""
        asked = self.toggles.get("stability_grant")
        if not asked:
            return ()
        day = date.fromisoformat(asked["as_at"])
        row = policy(STABILITY_GRANT, day)
        if row is None or row.effective_date is None:
            raise Refused(f"The High Needs Stability Grant was not announced by {day.day} {day:%B %Y}.")
        year = FinancialYear.containing(row.effective_date)
        if year not in positions:
            raise Refused(f"The grant pays deficits to the end of {year}, and no position of {year} is published.")
        closing = max(positions[year].closing, Decimal(0))  # a surplus has no deficit to pay
        eligible = _eligible(asked["eligible"], closing) if asked.get("eligible") else closing
        return (Grant(STABILITY_GRANT, year + 1, per_cent_of(row.value, row.label) * eligible),)


def _eligible(text: str, closing: Decimal) -> Decimal:
    """At most the whole deficit, of which the eligible is a part."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if amount < 0 or not amount.is_finite():
        raise Refused(f"Eligible deficit: “{text}” is not an amount. Write pounds, such as 105000000.")
    if amount > closing:
        raise Refused(
            f"Eligible deficit: {pounds(amount)} is more than the whole accumulated deficit, {pounds(closing)}. Enter "
            "that or less."
        )
    return amount
