"""Fields that more than one app's forms ask for. Each refusal names the value that was entered and the remedy."""

from apps.core.form_fields.choices import offer
from apps.core.form_fields.days import DayField
from apps.core.form_fields.files import file_field
from apps.core.form_fields.hidden import LOST_TRACK, FormKeyField, lost, version_field
from apps.core.form_fields.words import REASON_LEAST, REASON_MOST, reason_field, short, words_field

__all__ = [
    "LOST_TRACK", "REASON_LEAST", "REASON_MOST", "DayField", "FormKeyField", "file_field", "lost", "offer",
    "reason_field", "short", "version_field", "words_field",
]  # fmt: skip
