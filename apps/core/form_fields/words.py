"""Free text, which names no child, and what a refusal quotes of it."""

from typing import Any

from django import forms

from apps.core.free_text import check_no_child, check_not_turned, check_visible

SHOWN = 40
REASON_LEAST, REASON_MOST = 10, 500


def words_field(
    label: str, hint: str, *, most: int, needed: str = "", least: int = 0, rows: int = 0, say: str = "it"
) -> forms.CharField:
    """Free text without a child in it; ``needed`` is the sentence of an empty one, none where it may be empty.

    ``say`` is what a text of less than ``least`` characters does not say.
    """
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        min_length=least or None,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        validators=[check_visible, check_not_turned, check_no_child],
        error_messages={
            "required": needed or "Fill it in.",
            "min_length": f"Say {say} in a sentence of at least {least} characters; this has %(show_value)d.",
            "max_length": f"Use {most} characters at most; this has %(show_value)d.",
        },
    )


def reason_field(label: str, hint: str) -> forms.CharField:
    return words_field(
        label, f"At least {REASON_LEAST} characters. {hint}", most=REASON_MOST, needed="Say why, in a sentence.",
        least=REASON_LEAST, rows=3, say="why",
    )  # fmt: skip


def short(value: Any) -> str:
    text = str(value).strip()
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
