"""Why a run is published. Forms validate; services save."""

from django import forms

from apps.core.form_fields import reason_field

LOST = "The page has lost track of what is published. Open it again and publish from there."


class PublishForm(forms.Form):
    """``read``: the publication that the page showed, 0 before any."""

    reason = reason_field("Why this run is published", "Kept with the publication, with your name and the time.")
    read = forms.IntegerField(
        min_value=0,
        max_value=2**63 - 1,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), LOST),
    )
