"""Entering a source's figure, explaining a difference, taking an explanation back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import REASON_LEAST, REASON_MOST, DayField, FormKeyField, offer, short, words_field
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit.forms.days import day_written
from apps.deficit.forms.money import SignedPoundsField, choice_field
from apps.deficit.models.sources import BLOCKS
from apps.deficit.selectors.reconciliation import Key
from apps.deficit.services.sources import Content, Explained
from apps.deficit.vocabulary import SourceKind, SourceMeasure

EARLIEST, LATEST = 2010, 2060
REFERENCE_MOST, INCLUDES_MOST = 300, 1000
BLOCK_CHOICES = [(b.value, b.label) for b in BLOCKS]
CHOOSE = ("", "Choose one")
PENNY = Decimal("0.01")


class YearField(forms.CharField):
    """A financial year: ``2024-25`` or ``2024/25``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"class": "govuk-input--width-5", "autocomplete": "off"})

    def clean(self, value: Any) -> FinancialYear:
        text = str(super().clean(value)).strip()
        try:
            year = FinancialYear.parse(text)
        except ValueError:
            raise ValidationError(f"“{short(value)}” is not a financial year. Enter one such as 2024-25.") from None
        if not EARLIEST <= year.start <= LATEST:
            raise ValidationError(
                f"“{short(value)}” is not between {EARLIEST} and {LATEST}. Enter one such as 2024-25."
            )
        return year


def day_field(label: str, hint: str = "", *, required: bool = True) -> DayField:
    """Of any year: ``2026-02-09``, ``9/2/2026`` or ``9 February 2026``."""
    return DayField(
        label=label, help_text=hint, required=required, example="9 February 2026", years=None, read=day_written
    )


def year_field() -> YearField:
    return YearField(
        label="Financial year",
        help_text="Such as 2024-25.",
        error_messages={"required": "Enter the financial year, such as 2024-25."},
    )


def amount_field() -> SignedPoundsField:
    return SignedPoundsField(
        label="Amount (£)",
        help_text="In pounds, as the source states it, such as 113,300,000 or 113.3m. A deficit is positive; a closing "
        "surplus carries a minus sign.",
        error_messages={"required": "Enter the amount, such as 113,300,000."},
    )


def reference_field() -> forms.CharField:
    return words_field(
        "Document and page or line",
        "Such as “Statement of accounts 2024/25, note 31”.",
        most=REFERENCE_MOST,
        needed="Name the document that states it, and the page or line.",
    )


def includes_field() -> forms.CharField:
    return words_field("What it includes", "What is in it and what is not. It may be left empty.",
                       most=INCLUDES_MOST, rows=3)  # fmt: skip


def why_field(label: str, hint: str, needed: str = "") -> forms.CharField:
    return words_field(label, hint, most=REASON_MOST, least=REASON_LEAST, needed=needed, rows=3)


class FigureForm(forms.Form):
    """One figure of one source. ``read`` carries which figure was read, and in which version."""

    read = forms.CharField(required=False, widget=forms.HiddenInput, max_length=80)
    year = year_field()
    source = choice_field("Source", [CHOOSE, *SourceKind.choices], "Choose the source.")
    block = choice_field("Block", [CHOOSE, *BLOCK_CHOICES], "Choose the block.")
    measure = choice_field("Measure", [CHOOSE, *SourceMeasure.choices], "Choose what is measured.")
    amount = amount_field()
    reference = reference_field()
    includes = includes_field()
    reason = why_field("Why it is changed", "Needed where a figure stands already; shown beside both.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        amount = given.get("amount")
        if amount is not None and amount < 0 and given.get("measure") not in (None, SourceMeasure.CLOSING):
            self.add_error("amount", f"“{short(self.data.get('amount'))}” is negative. Spending and funding are not.")
        return given

    def content(self) -> Content:
        """Of a valid form."""
        given = self.cleaned_data
        return Content(key_of(given), given["amount"], given["reference"], given["includes"], given["reason"])

    def read_version(self) -> int:
        """The version that was read of this very figure: nought where another one was read, or none."""
        key, _, version = self.cleaned_data["read"].rpartition("|")
        return int(version) if key == str(key_of(self.cleaned_data)) and version.isdecimal() else 0


class ExplanationForm(forms.Form):
    """Part of what one source states above another. Which pair it is of stands in the address."""

    key = FormKeyField()
    amount = SignedPoundsField(
        label="Amount explained (£)",
        help_text="Part of the difference, or all of it, such as 1,250,000 or 1.25m.",
        lowest=PENNY,
        error_messages={"required": "Enter how much it explains, such as 1,250,000."},
    )
    words = words_field(
        "What explains it", "In a sentence that a reader of either document can check.", most=INCLUDES_MOST,
        least=REASON_LEAST, rows=3, needed="Say what explains the difference.",
    )  # fmt: skip
    line = words_field(
        "Line that shows it", "Document and line, such as “section 251 outturn, line 1.0.2”.", most=REFERENCE_MOST,
        needed="Name the line or document that shows it.",
    )  # fmt: skip

    def explained(self, higher: Key, lower: Key) -> Explained:
        given = self.cleaned_data
        return Explained(higher, lower, given["amount"], given["words"], given["line"])


class WithdrawForm(forms.Form):
    key = FormKeyField()
    reason = why_field(
        "Why it is withdrawn", "Kept with the explanation.", needed="Say why the explanation is withdrawn."
    )


class ReadingForm(forms.Form):
    """Which year, and as known on which day. A GET form: the address is the permalink; both have a default."""

    year = forms.ChoiceField(
        label="Financial year",
        error_messages={"invalid_choice": "“%(value)s” is no year with figures. Choose one of the list."},
    )
    as_at = day_field("As known on", "Such as 9 February 2026 or 2026-02-09.")

    def __init__(self, asked: Mapping[str, Any], years: list[FinancialYear], day: date) -> None:
        self.years, self.default_day = years, day
        given = {name: str(value)[:80] for name, value in asked.items() if value}
        super().__init__({"year": years[0].slug, "as_at": day.isoformat(), **given})
        offer(self, "year", [(y.slug, str(y)) for y in years])

    @property
    def status(self) -> int:
        """Of the page: an address that asks for what is not offered is a bad request, answered with the default."""
        return 200 if self.is_valid() else 400

    def chosen(self) -> tuple[FinancialYear, date]:
        self.is_valid()
        year = self.cleaned_data.get("year")
        return (FinancialYear.parse(year) if year else self.years[0], self.cleaned_data.get("as_at", self.default_day))


def key_of(given: dict[str, Any]) -> Key:
    """Of cleaned fields: year, source, block, measure."""
    return Key(given["year"], SourceKind(given["source"]), Block(given["block"]), SourceMeasure(given["measure"]))


def new_key() -> UUID:
    return uuid4()
