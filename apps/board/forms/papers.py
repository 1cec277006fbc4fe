"""Writing, agreeing, finishing and publishing a committee paper. Forms validate; services save."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.board.calculations.paper.blocks import TextBlock
from apps.board.calculations.paper.checked import HiddenFigure
from apps.board.calculations.paper.numbers import quoted_numbers
from apps.board.calculations.paper.words import misplaced, says_nothing
from apps.board.models import PaperText
from apps.core.form_fields import LOST_TRACK, file_field, lost, offer, reason_field, short, version_field, words_field

LONGEST_TEXT = 20_000
ROLE_HINT = "The role in which it is said, such as Report author or Director of Finance. No person’s name."


def role_field(label: str) -> forms.CharField:
    return words_field(label, ROLE_HINT, most=80, needed="Enter the role.")


class TextForm(forms.Form):
    """``quoted``: a figure a line, then its source, divided by a semicolon."""

    role = role_field("Written as")
    version = version_field()

    def __init__(self, block: TextBlock, text: PaperText | None, data: Any = None) -> None:
        initial: dict[str, Any] = {"version": text.version if text else 0}
        if text:
            quoted_lines = "\n".join(f"{figure}; {source}" for figure, source in text.quoted)
            initial |= {"role": text.role, "words": text.words, "quoted": quoted_lines}
        super().__init__(data, initial=initial)
        self.block = block
        hint = block.hint or "A blank line ends a paragraph; a line that begins with “- ” is an item of a list."
        if block.tables:
            named = ", ".join(f"“{_placed(slug)}”" for slug in block.tables)
            hint += f" {named} on a line of its own places that table there."
        implied = "Write the implications, or that there are none." if block.implications else "Write the text."
        words = words_field(block.heading, hint, most=LONGEST_TEXT, needed=implied, rows=12)
        quoted = words_field(
            "Figures that are quoted",
            "Every other figure must be one of the pack. One a line, with its source: “46.4%; SEN2 2025”.",
            most=4_000, rows=3,
        )  # fmt: skip
        self.fields = {"words": words, "quoted": quoted, **self.fields}

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if says_nothing(words):
            raise ValidationError(self.fields["words"].error_messages["required"], code="required")
        if found := misplaced(words, self.block.tables):
            may = f"Here it can be {', '.join(map(_placed, self.block.tables))}." if self.block.tables else ""
            raise ValidationError(
                f"“{short(found[0])}” on a line of its own places a table, and this is none that can stand here, or "
                f"one that stands here already. {may or 'Write it as a sentence, without brackets.'}",
                code="misplaced",
            )
        return words

    def clean_quoted(self) -> list[tuple[str, str]]:
        pairs = []
        for line in filter(None, map(str.strip, self.cleaned_data["quoted"].splitlines())):
            figure, divided, source = map(str.strip, line.partition(";"))
            if not (figure and divided and source):
                raise ValidationError(
                    f"“{short(line)}” does not say where the figure comes from. Write it as “46.4%; SEN2 2025”.",
                    code="source",
                )
            if not quoted_numbers(figure):
                raise ValidationError(
                    f"“{short(figure)}” holds no figure. Begin the line with the figure.", code="figure"
                )
            pairs.append((figure, source))
        return pairs


def _placed(slug: str) -> str:
    """As a text names the place of a table: “[Table 4]”."""
    return f"[{slug.replace('-', ' ').capitalize()}]"


class AgreeForm(forms.Form):
    """``texts`` are values such as ``legal:2``: the block and the version that was read."""

    texts = forms.MultipleChoiceField(
        label="Texts that you agree",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one text.",
            "invalid_choice": "“%(value)s” is not waiting for you any more. Read the texts again and choose.",
        },
    )
    role = role_field("Agreed as")

    def __init__(self, choices: Sequence[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        offer(self, "texts", choices)

    def read(self) -> list[tuple[str, int]]:
        """Block and version of each that was chosen."""
        return [(block, int(version)) for block, _, version in (t.rpartition(":") for t in self.cleaned_data["texts"])]


class ShowForm(forms.Form):
    """Decides that one hidden figure is shown."""

    figure = forms.ChoiceField(
        label="Figure",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the figure.",
            "invalid_choice": "“%(value)s” is not hidden any more. Choose one of those below.",
        },
    )
    role = role_field("Decided as")
    reason = reason_field(
        "Why it may be shown", "Such as where the council has printed it already. The trail keeps it."
    )

    def __init__(self, hidden: Sequence[HiddenFigure], data: Any = None) -> None:
        super().__init__(data)
        offer(self, "figure", [(f"{h.cell}|{h.value}", f"{h.label}: {h.value}") for h in hidden])

    def chosen(self) -> tuple[str, str]:
        cell, _, value = self.cleaned_data["figure"].rpartition("|")
        return cell, value


class FinishForm(forms.Form):
    """``version`` is how many versions were read, ``content`` the hash of the draft that was. What is corrected is
    asked from the second version on."""

    version = version_field()
    content = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput, error_messages=lost(LOST_TRACK))

    def __init__(self, versions: int, content: str, data: Any = None) -> None:
        super().__init__(data, initial={"version": versions, "content": content})
        if versions:
            self.fields["notice"] = reason_field(
                "What this version corrects", "It stands as a notice at the head of the paper, for good."
            )


class TemplateForm(forms.Form):
    word = file_field(
        "The template",
        "A Word document (DOCX or DOTX, 5 MB at most). Its styles, header, footer and page size are kept; its words "
        "are not.",
        endings=".docx,.dotx", needed="Choose the template.",
    )  # fmt: skip
    reason = reason_field("Why it is used", "Such as which style of the council it follows.")
