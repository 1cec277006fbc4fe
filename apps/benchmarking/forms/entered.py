"""What staff enter: a chosen set, and what is said of a line."""

from typing import Any

from django import forms

from apps.benchmarking.selectors.places import places
from apps.benchmarking.services.chosen_sets import Content
from apps.core.form_fields import offer, reason_field, version_field, words_field

LOST = "The page has lost what you read. Open it again."
MOST_MEMBERS = 160


class SetForm(forms.Form):
    """Every authority that stands may be chosen, and one that has ended for the years before."""

    version = version_field(least=0, said=LOST)
    name = words_field("Name", "As it stands in the list of comparators.", most=80, needed="Give the set a name.")
    reason = words_field(
        "Why these authorities", "So that a reader can judge the comparison.", most=300, needed="Say why these "
        "authorities.",
        least=10, rows=3, say="why",
    )  # fmt: skip
    members = forms.MultipleChoiceField(
        label="Authorities",
        help_text="One at least. Our own council is left out by itself; a page counts it in where a reader asks for "
        "that.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose one authority at least.",
            "invalid_choice": "“%(value)s” is not an authority of this list. Choose from the list.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [p for p in places().values() if not p.ours]
        offer(self, "members", [(str(p.pk), _named(p)) for p in known])

    def content(self) -> Content:
        given = self.cleaned_data
        return Content(given["name"], given["reason"], frozenset(map(int, given["members"])))


def _named(place: Any) -> str:
    return f"{place.full_name} (until {place.ended_on:%B %Y})" if place.ended_on else place.full_name


class ArchiveForm(forms.Form):
    version = version_field(least=1, said=LOST)
    reason = reason_field("Why it is archived", "It leaves the choices, and its page stays.")


class CommentForm(forms.Form):
    version = version_field(least=0, said=LOST)
    text = words_field(
        "What the council says of this line", "At most 160 characters. Leave it blank to go back to the rule's "
        "sentence.",
        most=160,
    )  # fmt: skip
