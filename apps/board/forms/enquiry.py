"""Writing and agreeing an answer to the committee. Forms validate; services save."""

from typing import Any

from django import forms

from apps.board.forms.entered import LONG, changes_field, role_field
from apps.board.selectors.enquiry import Asked
from apps.core.form_fields import reason_field, version_field, words_field


class AnswerForm(forms.Form):
    words = words_field(
        "Answer", "In the words of the role below. Figures stand in the tables beside it.", most=LONG, rows=8,
        needed="Write the answer.",
    )  # fmt: skip
    role = role_field("In whose name")
    reason = changes_field("an earlier answer")
    version = version_field()

    def __init__(self, asked: Asked, data: Any = None) -> None:
        newest = asked.draft or asked.agreed
        start = {"words": newest.words, "role": newest.role} if newest else {}
        super().__init__(data, initial={**start, "version": asked.version})


class AgreeForm(forms.Form):
    reason = reason_field("Why you agree it", "Kept with the answer, with your name and the time.")
