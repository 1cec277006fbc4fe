"""What a claim logs and does not count, each with a reason; or that nothing is left out."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms

from apps.core.form_fields import words_field
from apps.initiatives.forms.claim_steps.base import Group, StepForm
from apps.initiatives.forms.claim_steps.units import MOST_DRAWN
from apps.initiatives.forms.figures import ValueField
from apps.initiatives.forms.ranges import Pair, RangesField, example, numbers_in, pairs_of, written
from apps.initiatives.selectors.claim_options import delivered_tranches, left_out_of_register

REASON_MOST = 500
NOT_BOTH = "Something is left out as well. Either clear it, or do not say that nothing is left out."
NEITHER = "Say what is left out and why, or that nothing is left out."


class ExclusionsForm(StepForm):
    """Of children the list itself says who is not counted; this form then only confirms it."""

    nothing = forms.BooleanField(label="Nothing is left out: every one that is logged counts", required=False)

    def as_it_stands(self) -> dict[str, Any]:
        return {"nothing": self.claim.no_exclusions}

    def leaves_out(self) -> bool:
        return any(u.excluded_because for u in self.claim.units.all())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            if given.get("nothing") and self.leaves_out():
                self.add_error("nothing", NOT_BOTH)
            elif not given.get("nothing") and not self.leaves_out():
                self.add_error("nothing", NEITHER)
        return given

    def answers(self) -> dict[str, Any]:
        return {"places": {}, "numbers": [], "nothing": self.cleaned_data["nothing"]}


class PlaceExclusionsForm(ExclusionsForm):
    """Rows of places and their reason for each tranche that is logged, and the place register's own exclusions."""

    def build(self) -> None:
        self.rows: dict[int, int] = {}
        self.logged: dict[int, set[int]] = {}
        self.reasons: dict[int, dict[str, set[int]]] = {}
        for unit in self.claim.units.all():
            if unit.tranche_id and unit.number:
                self.logged.setdefault(unit.tranche_id, set()).add(unit.number)
                if unit.excluded_because:
                    given = self.reasons.setdefault(unit.tranche_id, {})
                    given.setdefault(unit.excluded_because, set()).add(unit.number)
        self.tranches = [t for t in delivered_tranches(self.claim.initiative) if t.id in self.logged]
        self._build_register()
        for t in self.tranches:
            self.rows[t.id] = len(self.reasons.get(t.id, ())) + 1
            for row in range(self.rows[t.id]):
                of = f"{t.financial_year}, row {row + 1}"
                self.fields[f"out_{t.id}_{row}"] = RangesField(
                    label=f"Places left out, {of}", help_text=f"Numbers such as {example(t.places)}.", most=t.places
                )
                self.fields[f"why_{t.id}_{row}"] = words_field(f"Why, {of}", "", most=REASON_MOST)
        self.order_fields([*(n for n in self.fields if n not in ("nothing", "version")), "nothing", "version"])

    def _build_register(self) -> None:
        """Offered where the claim logs all of the register's exclusion and does not leave it out already."""
        self.register = [
            (f"register_{e.tranche.id}_{e.first}", e)
            for e in left_out_of_register(self.claim.initiative)
            if set(range(e.first, e.last + 1)) <= self.logged.get(e.tranche.id, set())
            and e.reason not in self.reasons.get(e.tranche.id, {})
        ]
        for name, e in self.register:
            of = f"{e.last - e.first + 1} places of {e.tranche.financial_year}"
            inferred = " The register marks this number as inferred." if e.inferred else ""
            self.fields[name] = forms.BooleanField(
                label=f"Leave out the {of} that the place register leaves out",
                help_text=(
                    f"{e.reason}{inferred} The register does not say which places they are: the last ones of the year "
                    f"are taken, {e.first} to {e.last}."
                ),
                required=False,
            )

    def as_it_stands(self) -> dict[str, Any]:
        found = super().as_it_stands()
        for t in self.tranches:
            for row, (why, numbers) in enumerate(self.reasons.get(t.id, {}).items()):
                found |= {f"out_{t.id}_{row}": written(pairs_of(numbers)), f"why_{t.id}_{row}": why}
        return found

    def clean(self) -> dict[str, Any]:
        given = forms.Form.clean(self) or {}
        self.found: dict[int, dict[int, str]] = {t.id: {} for t in self.tranches}
        for name, e in self.register:
            if given.get(name):
                self._leave_out(name, e.tranche.id, [(e.first, e.last)], e.reason)
        for t in self.tranches:
            for row in range(self.rows[t.id]):
                self._clean_row(t.id, row, given)
        return ExclusionsForm.clean(self)

    def _clean_row(self, tranche: int, row: int, given: dict[str, Any]) -> None:
        out, why = f"out_{tranche}_{row}", f"why_{tranche}_{row}"
        pairs, reason = given.get(out), given.get(why)
        if {out, why} & set(self.errors):
            return
        if pairs and not reason:
            self.add_error(why, "Say why these places are not counted.")
        elif reason and not pairs:
            self.add_error(out, "Enter which places are not counted, such as 19-49, or clear the reason.")
        elif pairs and reason:
            self._leave_out(out, tranche, pairs, reason)

    def _leave_out(self, field: str, tranche: int, pairs: list[Pair], reason: str) -> None:
        for number in sorted(numbers_in(pairs)):
            if number not in self.logged[tranche]:
                self.add_error(field, f"Place {number} is not among those that the claim logs. Take it out.")
                return
            if self.found[tranche].setdefault(number, reason) != reason:
                self.add_error(field, f"Place {number} has another reason as well. Name it once.")
                return

    def leaves_out(self) -> bool:
        return any(self.found.values())

    def answers(self) -> dict[str, Any]:
        places = {}
        for tranche, numbers in self.found.items():
            by_reason = {why: pairs_of(n for n, w in numbers.items() if w == why) for why in numbers.values()}
            if by_reason:
                places[tranche] = sorted((a, b, why) for why, pairs in by_reason.items() for a, b in pairs)
        return {"places": places, "numbers": [], "nothing": self.cleaned_data["nothing"]}

    def groups(self) -> Iterator[Group]:
        if self.register:
            yield "As the place register has it", "", [self[name] for name, _ in self.register]
        for t in self.tranches:
            rows = [self[f"{part}_{t.id}_{row}"] for row in range(self.rows[t.id]) for part in ("out", "why")]
            yield f"Opened in {t.financial_year}", "", rows
        yield "Or nothing", "", [self["nothing"]]


class NumberExclusionsForm(ExclusionsForm):
    """How many of a cohort's draw are not counted, and why."""

    def build(self) -> None:
        self.rows = len(self.claim.exclusions.all()) + 1
        for row in range(self.rows):
            self.fields[f"out_{row}"] = ValueField(
                label=f"How many are left out, row {row + 1}", highest=MOST_DRAWN, example="2", required=False
            )
            self.fields[f"why_{row}"] = words_field(f"Why, row {row + 1}", "", most=REASON_MOST)
        self.order_fields([*(n for n in self.fields if n not in ("nothing", "version")), "nothing", "version"])

    def as_it_stands(self) -> dict[str, Any]:
        found = super().as_it_stands()
        for row, e in enumerate(self.claim.exclusions.all()):
            found |= {f"out_{row}": e.units, f"why_{row}": e.reason}
        return found

    def clean(self) -> dict[str, Any]:
        given = forms.Form.clean(self) or {}
        self.found: list[tuple[Decimal, str]] = []
        for row in range(self.rows):
            out, why = f"out_{row}", f"why_{row}"
            units, reason = given.get(out), given.get(why)
            if {out, why} & set(self.errors):
                continue
            if units and not reason:
                self.add_error(why, "Say why they are not counted.")
            elif reason and not units:
                self.add_error(out, "Enter how many are not counted, more than nought, or clear the reason.")
            elif units and reason:
                self.found.append((units, reason))
        return ExclusionsForm.clean(self)

    def leaves_out(self) -> bool:
        return bool(self.found)

    def answers(self) -> dict[str, Any]:
        return {"places": {}, "numbers": self.found, "nothing": self.cleaned_data["nothing"]}
