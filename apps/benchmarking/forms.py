"""What a reader may choose. Both choices have a default, so an address without them is a whole page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from apps.benchmarking.selectors.benchmark import Line
from apps.benchmarking.sentences import named
from apps.benchmarking.vocabulary import Own

NOT_OFFERED = "“%(value)s” is not one of the choices, so the default is shown. Choose one from the list."


class MedianForm(forms.Form):
    """Whether the median counts our own council."""

    own = forms.ChoiceField(label="Median of", choices=Own, error_messages={"invalid_choice": NOT_OFFERED})

    def __init__(self, asked: Mapping[str, Any], **defaults: str) -> None:
        given = {name: str(value)[:80] for name, value in asked.items() if value}
        super().__init__({"own": Own.OUT.value, **defaults, **given})

    @property
    def own_chosen(self) -> Own:
        return Own(self.valid("own") or Own.OUT)

    def valid(self, name: str) -> str:
        """The choice, or nothing where it is not one."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))

    @property
    def status(self) -> int:
        """Of the page: an address that asks for what is not offered is a bad request, answered with the default."""
        return 200 if self.is_valid() else 400


class LineForm(MedianForm):
    """Which line the page's chart shows, too."""

    line = forms.ChoiceField(label="Line", error_messages={"invalid_choice": NOT_OFFERED})
    field_order = ("line", "own")

    def __init__(self, asked: Mapping[str, Any], *, lines: Sequence[Line], default: Line) -> None:
        super().__init__(asked, line=default.slug)
        self.lines, self.default = {line.slug: line for line in lines}, default
        known = self.data["line"] in self.lines
        # ``fields`` is typed as plain fields, and only a choice field has choices.
        self.fields["line"].choices = [  # type: ignore[attr-defined]
            *([] if known else [("", "Choose a line")]),
            *((line.slug, named(line)) for line in lines),
        ]

    @property
    def line_chosen(self) -> Line:
        return self.lines.get(self.valid("line"), self.default)
