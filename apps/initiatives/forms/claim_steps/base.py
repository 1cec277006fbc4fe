"""What the forms of all steps share."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.datastructures import MultiValueDict

from apps.core.form_fields import version_field
from apps.initiatives.models import BenefitClaim

Group = tuple[str, str, list[BoundField]]


class StepForm(forms.Form):
    """One step of a claim with its parts (``with_parts``). ``version`` is the claim's, as it was read."""

    version = version_field()

    def __init__(self, claim: BenefitClaim, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.claim = claim
        self.build()
        self.initial = {**self.as_it_stands(), "version": claim.version}

    def build(self) -> None:
        """Adds the fields that depend on the claim."""

    def as_it_stands(self) -> dict[str, Any]:
        """What the form starts from, by field."""
        return {}

    def answers(self) -> dict[str, Any]:
        """What the step's service takes. Of a valid form: its own answers, unless a step says more."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def groups(self) -> Iterator[Group]:
        """Heading, what it asks, and its fields."""
        yield "", "", self.visible_fields()

    def says_the_same_as(self, other: "StepForm") -> bool:
        """Whether the claim of ``other`` says already what this valid form asks for: it was sent twice."""
        sent: MultiValueDict[str, Any] = MultiValueDict()
        for field in other:
            value = field.value()
            if isinstance(value, list | tuple):
                sent.setlist(field.html_name, [str(v) for v in value])
            elif value not in (None, False):
                sent[field.html_name] = "on" if value is True else str(value)
        now = type(self)(other.claim, sent)
        return now.is_valid() and now.answers() == self.answers()


def radios(label: str, choices: Any, *, needed: str, hint: str = "", required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=required,
        widget=forms.RadioSelect,
        error_messages={
            "required": needed,
            "invalid_choice": "“%(value)s” is not one of the choices. Choose one below.",
        },
    )
