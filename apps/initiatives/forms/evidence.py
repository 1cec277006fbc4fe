"""Attaching evidence: a file, a link or a paper that is cited.

The form checks the file's kind and words; the service scans and keeps it.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from apps.core.attached import TYPES, attached
from apps.core.form_fields import DayField, offer, short, words_field
from apps.core.free_text import check_no_child
from apps.initiatives.forms.outcomes import check_period, number_behind_field
from apps.initiatives.models import EvidenceItem
from apps.initiatives.services.evidence_items import NewEvidence
from apps.initiatives.vocabulary import EvidenceKind

TITLE_MOST, SOURCE_MOST, ADDRESS_MOST = 160, 200, 500
CHOOSE_FILE = "Choose the file, or choose “A link” above."
NO_LINK = {
    EvidenceKind.FILE: "You chose “A file” and gave a link. Clear the link, or choose “A link”.",
    EvidenceKind.CITED: "You cite a paper and gave a link. Clear the link, or choose “A link”.",
}
NO_FILE = {
    EvidenceKind.LINK: "You chose “A link” and a file. Choose “A file”, or leave the file out.",
    EvidenceKind.CITED: "You cite a paper and chose a file. Leave the file out, or choose “A file”.",
}
ENDINGS = ",".join(f".{ending}" for ending in (*TYPES, "jpeg"))


class EvidenceForm(forms.Form):
    title = words_field(
        "Title",
        "What it shows, such as “Occupancy of opened places, January 2026”.",
        most=TITLE_MOST,
        needed="Say what it shows, such as “Occupancy of opened places, January 2026”.",
    )
    kind = forms.ChoiceField(
        label="What is attached?",
        choices=EvidenceKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whether you attach a file or a link, or cite a paper.",
            "invalid_choice": "“%(value)s” is not one of the three. Choose one below.",
        },
    )
    evidence = forms.FileField(
        label="File",
        help_text="PDF, DOCX, XLSX, CSV, PNG or JPG, 10 MB at most, with nothing in it that identifies a child. "
        "After an error it has to be chosen again.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )
    address = forms.CharField(
        label="Link",
        help_text="An address that starts with https:// or http://.",
        required=False,
        max_length=ADDRESS_MOST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
        validators=[check_no_child],
        error_messages={"max_length": f"Use {ADDRESS_MOST} characters at most; this has %(show_value)d."},
    )
    source = words_field(
        "Source",
        "Who made it, or the system that it comes from; of a paper that is cited, also its paragraph.",
        most=SOURCE_MOST,
        needed="Say who made it, or which system it comes from.",
    )
    n = number_behind_field()
    first_day = DayField(
        label="From",
        help_text="The first day that it covers, such as 1 September 2025. Leave both empty where it covers no period.",
        example="1 September 2025",
        required=False,
    )
    last_day = DayField(
        label="To", help_text="The last day that it covers.", example="30 September 2025", required=False
    )
    expires_on = DayField(
        label="Expires on",
        help_text="From this day it is stale and must be renewed.",
        error_messages={"required": "Enter the day from which it must be renewed, such as 31 March 2027."},
    )
    replaces = forms.TypedChoiceField(
        label="Renews",
        help_text="The item that it takes the place of, if any.",
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": "“%(value)s” is not an item that can be renewed. Choose one of the list."},
    )

    def __init__(self, items: list[EvidenceItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Nothing: it is new"), *((item.pk, item.title) for item in items)]
        offer(self, "replaces", choices)

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        if not address:
            return ""
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise ValidationError(
                f"“{short(address)}” is not an address. Enter one such as https://www.gov.uk/."
            ) from None
        if "@" in address.split("//", 1)[1].split("/", 1)[0]:
            raise ValidationError(f"“{short(address)}” holds a name or a password. Take it out.")
        return address

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._check_kind(given)
        first, last = given.get("first_day"), given.get("last_day")
        if not {"first_day", "last_day"} & set(self.errors) and bool(first) != bool(last):
            self.add_error("last_day" if first else "first_day", "Enter both days of the period, or neither.")
        check_period(self, first, last)
        return given

    def _check_kind(self, given: dict[str, Any]) -> None:
        """Exactly what the kind asks for is there."""
        kind, file = given.get("kind"), given.get("evidence")
        if given.get("address") and kind in NO_LINK:
            self.add_error("address", NO_LINK[kind])
        if file and kind in NO_FILE:
            self.add_error("evidence", NO_FILE[kind])
        if kind == EvidenceKind.LINK and not given.get("address") and "address" not in self.errors:
            self.add_error("address", "Enter the link, such as https://www.gov.uk/.")
        if kind == EvidenceKind.FILE:
            self._check_file(given)

    def _check_file(self, given: dict[str, Any]) -> None:
        file = given.get("evidence")
        if not file:
            self.add_error("evidence", CHOOSE_FILE)
            return
        try:
            given["attached"] = attached(file.name, file.read(), file.size)
        except ValidationError as error:
            self.add_error("evidence", error)

    def new_evidence(self) -> NewEvidence:
        """Of a valid form."""
        given = self.cleaned_data
        names = ("title", "source", "expires_on", "address", "n", "first_day", "last_day", "replaces")
        return NewEvidence(**{name: given[name] for name in names}, file=given.get("attached"))
