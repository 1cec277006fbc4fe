"""The assumptions of one projection: those in force, a what-if's changes, and those that claims bring."""

from collections.abc import Mapping
from decimal import Decimal

from apps.core.errors import Refused
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.inputs import Assumption
from apps.deficit.selectors.assumptions import assumptions_in_force

Changes = Mapping[str, Mapping[str, str]]


class Assumed:
    """Assumptions by key. A general key stands for itself; a claim's own key is added with its range."""

    def __init__(self, changes: Changes) -> None:
        rows = assumptions_in_force()
        if unknown := sorted(set(changes) - set(rows)):
            raise Refused(f"There is no assumption “{unknown[0]}”. Choose one of the list.")
        self.versions = {key: row.version for key, row in sorted(rows.items())}
        self.states = {key: row.state for key, row in sorted(rows.items())}
        self._by_key = {
            key: _assumption(key, changes.get(key) or {n: str(getattr(row, n)) for n in ("low", "central", "high")})
            for key, row in rows.items()
        }

    def of(self, key: str) -> Assumption:
        """Raises ``Refused`` where it is not loaded."""
        try:
            return self._by_key[key]
        except KeyError:
            raise Refused(
                f"The assumption “{key}” is missing. Load the report again (manage.py load_report)."
            ) from None

    def central(self, key: str) -> Decimal:
        return self.of(key).central

    def year(self, key: str) -> FinancialYear:
        return FinancialYear(int(self.central(key)))

    def has(self, key: str) -> bool:
        return key in self._by_key

    def own(self, key: str, low: Decimal, central: Decimal, high: Decimal) -> str:
        """Adds an assumption of a claim's own; gives back its key."""
        self._by_key[key] = Assumption(key, min(low, central), central, max(high, central))
        return key

    def named(self, keys: set[str]) -> tuple[Assumption, ...]:
        """Those that the inputs name, in the order of their keys."""
        return tuple(self.of(key) for key in sorted(keys))


def _assumption(key: str, values: Mapping[str, str]) -> Assumption:
    low, central, high = (Decimal(values[name]) for name in ("low", "central", "high"))
    if not low <= central <= high:
        raise Refused(f"{key}: low {low}, central {central} and high {high} are not in order.")
    return Assumption(key, low, central, high)
