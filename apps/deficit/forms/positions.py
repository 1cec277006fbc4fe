"""Entering a position: which one, its balances, its lines, blocks and transfers. Forms validate; services save."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms

from apps.core.form_fields import (
    LOST_TRACK,
    REASON_LEAST,
    REASON_MOST,
    FormKeyField,
    offer,
    short,
    version_field,
    words_field,
)
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Block
from apps.deficit.calculations.positions import BlockContent, LineContent, PositionContent, TransferContent
from apps.deficit.forms.days import PastDayField
from apps.deficit.forms.money import MOST, SignedPoundsField, choice_field
from apps.deficit.vocabulary import DSG_BLOCK_CHOICES, DSG_BLOCKS, LineKind, ReportingPoint, TransferAgreement

LABEL_MOST, SHORT_MOST, REFERENCE_MOST = 160, 60, 120
BALANCES = ("opening", "opening_label", "closing", "closing_label", "source_reference", "stated_on")
EARLIEST, LATEST = 2000, 2100


def edits_field() -> forms.IntegerField:
    return version_field(most=2_147_483_647)


def year_of(text: str) -> FinancialYear | None:
    """A financial year between 2000 and 2100, or None."""
    try:
        year = FinancialYear.parse(text)
    except ValueError:
        return None
    return year if EARLIEST <= year.start <= LATEST else None


class ChoosePositionForm(forms.Form):
    """Which year and reporting point; sent by GET, so that the address says it."""

    year = forms.CharField(
        label="Financial year",
        help_text="For example, 2026/27.",
        max_length=10,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"required": "Enter a financial year, such as 2026/27."},
    )
    point = choice_field(
        "Reporting point",
        ReportingPoint.choices,
        "Choose when in the year it was stated.",
        "An outlook is a forecast of a year that has no budget yet.",
        widget=forms.RadioSelect,
    )

    def clean_year(self) -> FinancialYear:
        text = self.cleaned_data["year"]
        if year := year_of(text):
            return year
        raise forms.ValidationError(f"“{text}” is not a financial year. Write it as 2026/27.")


class BalancesForm(forms.Form):
    """Opening and closing as stated, and where they come from."""

    opening = SignedPoundsField(
        label="Opening deficit, £",
        error_messages={"required": "Enter the deficit at the start of the year."},
    )
    opening_label = words_field(
        "Opening in the source’s words", "As the page shows it.", most=LABEL_MOST, needed="Name the opening balance."
    )
    closing = SignedPoundsField(
        label="Closing deficit as stated, £",
        help_text="A deficit is positive. Pounds, or millions with an m: 183.6m. What the lines do not reach is shown.",
        error_messages={"required": "Enter the deficit at the end of the year, as stated."},
    )
    closing_label = words_field(
        "Closing in the source’s words", "As the page shows it.", most=LABEL_MOST, needed="Name the closing balance."
    )
    source_reference = words_field(
        "Where the figures come from",
        "A document and the place in it, such as “Ledger at period 9, DSG summary”.",
        most=REFERENCE_MOST,
        needed="Name the document that the figures come from.",
    )
    stated_on = PastDayField(
        label="Stated on",
        help_text="The day of the document, such as 27 January 2026. A benefit that had begun by then is in its "
        "forecast already. Left empty, the day of publication counts.",
    )

    def content(self, old: PositionContent | None = None) -> PositionContent:
        """The balances of this form; everything else as in ``old``."""
        given = {name: self.cleaned_data[name] for name in BALANCES}
        return replace(old, **given) if old else PositionContent(**given)


class BeginForm(BalancesForm):
    """A new position, or a correction: then ``reason`` is asked for."""

    copy = choice_field("Start with the lines of", [], "Choose what to start with.")
    reason = words_field(
        "Why it is corrected",
        f"At least {REASON_LEAST} characters. The approver reads it, and so does the Board.",
        most=REASON_MOST,
        least=REASON_LEAST,
        needed="Say why the published position is corrected, in a sentence.",
        rows=3,
    )
    key = FormKeyField(LOST_TRACK)

    def __init__(self, *args: Any, copies: list[tuple[str, str]], corrects: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        offer(self, "copy", [("none", "No lines"), *copies])
        if not corrects:
            del self.fields["reason"]


class SavedBalancesForm(BalancesForm):
    version = edits_field()


class PlaceField(forms.CharField):
    """Where a part stands among ``most`` of them, from 1."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(
            label="Place in the order",
            help_text=f"From 1 to {most}.",
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "class": "govuk-input--width-2", "autocomplete": "off"}
            ),
            error_messages={"required": f"Enter a whole number from 1 to {most}."},
        )

    def clean(self, value: Any) -> int:
        text = str(super().clean(value)).strip()
        if not re.fullmatch("[0-9]{1,4}", text) or not 1 <= int(text) <= self.most:
            raise forms.ValidationError(
                f"“{short(text)}” is no place from 1 to {self.most}. Enter a whole number such as {self.most}.",
                code="place",
            )
        return int(text)


class LineForm(forms.Form):
    """One movement, and where it stands among ``lines`` of them."""

    label = words_field("Line, in the source’s words", "", most=LABEL_MOST, needed="Say what moves the deficit.")
    short_label = words_field(
        "Short name for the chart", "Leave it empty to take the first words of the line.", most=SHORT_MOST
    )
    block = choice_field("Block", Block.choices, "Choose the block that it belongs to.")
    kind = choice_field(
        "Is it part of the high needs in-year gap?",
        [(LineKind.IN_YEAR_GAP.value, "Yes"), (LineKind.MOVEMENT.value, "No, another movement")],
        "Say whether it is part of the in-year gap.",
        "The gap is spending less funding within the year, before transfers between blocks.",
        widget=forms.RadioSelect,
    )
    amount = SignedPoundsField(
        label="Amount, £",
        help_text="What adds to the deficit is positive, what reduces it negative: 57.5m, or -1.9m.",
        error_messages={"required": "Enter the amount."},
    )
    version = edits_field()

    def __init__(self, lines: int, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["place"] = PlaceField(lines)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        block = given.get("block")
        if block and block != Block.HIGH_NEEDS and given.get("kind") == LineKind.IN_YEAR_GAP:
            self.add_error(
                "kind",
                f"“{Block(block).label}” is not part of the high needs gap. Choose High Needs as its block, or “No”.",
            )
        return given

    def line(self) -> LineContent:
        given = self.cleaned_data
        return LineContent(
            label=given["label"], short_label=given["short_label"] or given["label"][:SHORT_MOST].strip(),
            block=given["block"], kind=given["kind"], amount=given["amount"],
        )  # fmt: skip


class BlocksForm(forms.Form):
    """Each block’s own allocation, spending and balance, where known."""

    version = edits_field()

    FIGURES = (
        ("allocation", "allocation before transfers, £", Decimal(0)),
        ("spend", "spending in the year, £", Decimal(0)),
        ("balance", "accumulated deficit at the closing, £", -MOST),
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for block in DSG_BLOCKS:
            for name, words, lowest in self.FIGURES:
                self.fields[f"{block.value}_{name}"] = SignedPoundsField(
                    label=f"{block.label}: {words}", required=False, lowest=lowest
                )

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(b.label, [self[f"{b.value}_{name}"] for name, *_ in self.FIGURES]) for b in DSG_BLOCKS]

    def blocks(self) -> tuple[BlockContent, ...]:
        """Those of which at least one figure is entered."""
        found = [
            BlockContent(b.value, *(self.cleaned_data[f"{b.value}_{name}"] for name, *_ in self.FIGURES))
            for b in DSG_BLOCKS
        ]
        return tuple(b for b in found if (b.allocation, b.spend, b.balance) != (None, None, None))


class TransferForm(forms.Form):
    from_block = choice_field("From", DSG_BLOCK_CHOICES, "Choose the block that gives.")
    to_block = choice_field("To", DSG_BLOCK_CHOICES, "Choose the block that receives.")
    amount = SignedPoundsField(
        label="Amount, £", lowest=Decimal("0.01"), help_text="More than nought.",
        error_messages={"required": "Enter the amount."},
    )  # fmt: skip
    agreed_by = choice_field(
        "Agreed by",
        TransferAgreement.choices,
        "Say who agreed it.",
        "The schools forum may agree up to 0.5% of the Schools Block; more needs the Secretary of State.",
        widget=forms.RadioSelect,
    )
    reference = words_field(
        "Where that is written", "Such as “Schools Forum, 15 January 2026, item 5”.", most=LABEL_MOST,
        needed="Name the minute or letter that agrees it.",
    )  # fmt: skip
    version = edits_field()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("from_block") and given.get("from_block") == given.get("to_block"):
            self.add_error("to_block", f"“{Block(given['to_block']).label}” gives already. Choose another block.")
        return given

    def transfer(self) -> TransferContent:
        names = ("from_block", "to_block", "amount", "agreed_by", "reference")
        return TransferContent(**{name: self.cleaned_data[name] for name in names})


class RemoveForm(forms.Form):
    version = edits_field()
