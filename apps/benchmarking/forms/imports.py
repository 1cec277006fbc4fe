"""What a finance officer says of a national file, why an import is undone, and which imports are listed."""

from typing import Any, BinaryIO

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from apps.benchmarking.forms.choices import ChoiceForm, choice
from apps.benchmarking.services.importing.kinds.registry import FILE_KINDS
from apps.benchmarking.services.importing.stated import OPEN_GOVERNMENT, Stated, year_of_return
from apps.benchmarking.vocabulary import ImportKind, ImportState
from apps.core.form_fields import DayField, file_field, offer, reason_field, words_field
from apps.core.form_fields.words import short
from apps.core.periods import FinancialYear

MOST_MEGABYTES = settings.MEMORY_ONLY_UPLOADS["national"] // 1024 // 1024
ENDINGS = (".csv", ".xlsx", ".ods")
MISSING = "Choose the file as it was published."


class ImportForm(forms.Form):
    """The file, what it is, and its source; blank words of the source take what is known of the kind."""

    kind = forms.ChoiceField(
        label="What the file is",
        error_messages={
            "required": "Choose what the file is.",
            "invalid_choice": "“%(value)s” is no kind of file. Choose one from the list.",
        },
    )
    national = file_field(
        "File",
        f"As it was published: CSV in UTF-8 or Windows-1252, {MOST_MEGABYTES} MB at most; a small table also as XLSX "
        "or ODS.",
        endings=",".join(ENDINGS),
        needed=MISSING,
    )
    year = forms.CharField(
        label="Financial year",
        required=False,
        help_text="Only for a table per head, which does not say it: such as 2025/26.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    title = words_field("Title of the source", "As its publication calls it. Blank takes the usual title.", most=200)
    publisher = words_field("Published by", "Blank takes the Department for Education or the ONS.", most=200)
    released = DayField(
        label="Published on", required=False, help_text="Blank takes today.", example="26 June 2025", max_length=40
    )
    licence = words_field("Licence", f"Blank takes the {OPEN_GOVERNMENT}.", most=200)
    address = forms.URLField(
        label="Address of the publication",
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": "“%(value)s” is no address. Enter one that starts with https://."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [("", "Choose"), *ImportKind.choices])

    def clean_national(self) -> Any:
        file = self.cleaned_data["national"]
        if file.size > settings.MEMORY_ONLY_UPLOADS["national"]:
            raise ValidationError(
                f"“{short(file.name)}” is larger than {MOST_MEGABYTES} MB. Split it by year, or import it by command."
            )
        if not file.name.lower().endswith(ENDINGS):
            raise ValidationError(f"“{short(file.name)}” is not a CSV, XLSX or ODS file. Save it as one of them.")
        return file

    def clean_year(self) -> FinancialYear | None:
        text = self.cleaned_data["year"].strip()
        if not text:
            return None
        try:
            return year_of_return(text)
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind = given.get("kind")
        if kind and FILE_KINDS[ImportKind(kind)].needs_year and not given.get("year") and "year" not in self.errors:
            self.add_error("year", "This table does not say its financial year. Enter it, such as 2025/26.")
        return given

    @property
    def file_kind(self) -> ImportKind:
        return ImportKind(self.cleaned_data["kind"])

    @property
    def stream(self) -> BinaryIO:
        stream: BinaryIO = self.cleaned_data["national"].file
        return stream

    def stated(self) -> Stated:
        given = self.cleaned_data
        return Stated(
            title=given["title"],
            publisher=given["publisher"],
            released=given["released"],
            licence=given["licence"] or OPEN_GOVERNMENT,
            address=given["address"],
            year=given["year"],
        )


class UndoForm(forms.Form):
    reason = reason_field("Why it is undone", "It is kept with the import.")


class ImportsForm(ChoiceForm):
    """Which imports are listed."""

    def __init__(self, asked: dict[str, str]) -> None:
        super().__init__(asked, kind="all", state="all")
        self.fields["kind"], self.fields["state"] = choice("What the file is"), choice("State")
        self.offered("kind", [("all", "Every kind"), *ImportKind.choices])
        self.offered("state", [("all", "Saved and undone"), *ImportState.choices])
