"""The self-assessment. Forms validate; services save."""

from collections.abc import Iterable
from typing import Any

from django import forms

from apps.board.forms.entered import LONG, changes_field, chosen_field, link_field, role_field, select_field, sent_once
from apps.board.selectors.maturity import AreaNow
from apps.board.vocabulary import MATURITY_LEVELS
from apps.core.form_fields import offer, version_field, words_field


class AreaForm(forms.Form):
    name = words_field(
        "Area", "As the DfE’s tool names it.", most=80, needed="Name the area, such as “Leadership and governance”."
    )
    description = words_field("What it covers", "May be left empty.", most=LONG, rows=4)


class AssessmentForm(forms.Form):
    level = chosen_field(
        "Level", [(str(n), f"{n}: {words}") for n, words in MATURITY_LEVELS.items()], "Choose a level from 1 to 4."
    )
    evidence = words_field(
        "Evidence", "What shows that the level is right.", most=LONG, rows=5,
        needed="Say what evidence there is for the level.",
    )  # fmt: skip
    address = link_field("Address of the evidence", "May be left empty.")
    evidence_item = select_field("Evidence of an initiative", hint="May be left empty.")
    role = role_field("In whose name")
    reason = changes_field("an earlier assessment")
    version = version_field()
    form_key = sent_once()

    def __init__(self, now: AreaNow, evidence: Iterable[tuple[int, str]], key: Any, data: Any = None) -> None:
        newest = now.newest
        names = ("evidence", "address", "role")
        start = {n: getattr(newest, n) for n in names} | {"level": newest.level} if newest else {}
        super().__init__(data, initial={**start, "version": now.version, "form_key": key})
        offer(self, "evidence_item", [("", "None"), *((str(pk), label) for pk, label in evidence)])

    @property
    def given(self) -> dict[str, Any]:
        data, chosen = self.cleaned_data, self.cleaned_data["evidence_item"]
        named = {name: data[name] for name in ("evidence", "address", "role", "reason", "version", "form_key")}
        return {**named, "level": int(data["level"]), "evidence_item_id": int(chosen) if chosen else None}
