"""A report to be checked: its file or its text, whose it is, and on which day its figures stood."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from apps.board.calculations.reconciler import Given
from apps.board.reading import ENDINGS, Gathered, SheetRefused, read_file, read_text
from apps.core.form_fields import DayField, file_field, short, words_field

FIELD = "report"  # of MEMORY_ONLY_UPLOADS
MOST_MEGABYTES = settings.MEMORY_ONLY_UPLOADS[FIELD] // 1024 // 1024
MOST_PASTED = 400_000


class ReconcileForm(forms.Form):
    """One of file and text. ``gathered`` is what was read of it."""

    report = file_field(
        "The report’s file",
        f"DOCX, XLSX, ODS or CSV, {MOST_MEGABYTES} MB at most. It is read in memory and nowhere kept.",
        endings=",".join(ENDINGS),
        lost="The file did not arrive. Choose it again.",
    )
    pasted = forms.CharField(
        label="Or its text, pasted",
        required=False,
        max_length=MOST_PASTED,
        strip=False,
        help_text="Paragraphs, and tables with tabs, bars or commas between cells. A blank line ends a table.",
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        error_messages={"max_length": "The text has %(show_value)d characters. Paste %(limit_value)d at most."},
    )
    council = words_field(
        "Whose report it is",
        "As its row is called in tables of several councils, such as BCP. Blank leaves such tables unasked.",
        most=100,
    )
    day = DayField(
        label="Day of the meeting, or of the figures",
        required=False,
        help_text="Such as 27 January 2026. With it, what was still to come is held against what was left of the year.",
        example="27 January 2026",
        error_messages={"max_length": "It has %(show_value)d characters. Enter a day such as 27 January 2026."},
        max_length=40,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A browser would cut what is pasted at this length without a word; it is to be told instead.
        self.fields["pasted"].widget.attrs.pop("maxlength", None)
        self.fields["council"].initial = settings.COUNCIL_NAME
        self.gathered = Gathered()

    def clean_report(self) -> Any:
        file = self.cleaned_data["report"]
        if file and file.size > settings.MEMORY_ONLY_UPLOADS[FIELD]:
            raise ValidationError(
                f"“{short(file.name)}” is larger than {MOST_MEGABYTES} MB. Take out its pictures, or paste its text."
            )
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file, pasted = data.get("report"), (data.get("pasted") or "").strip()
        if self.errors:
            return data
        if not file and not pasted:
            self.add_error(FIELD, "No file was chosen and no text was pasted. Choose a file, or paste text.")
        elif file and pasted:
            self.add_error("pasted", "A file was chosen and text was pasted. Keep one of the two.")
        else:
            self._read(file, pasted)
        return data

    def _read(self, file: Any, pasted: str) -> None:
        try:
            self.gathered = read_file(file.name, file.read()) if file else read_text(pasted)
        except SheetRefused as error:
            self.add_error(FIELD if file else "pasted", str(error))

    def given(self) -> Given:
        """Of a valid form."""
        found, data = self.gathered, self.cleaned_data
        return Given(tuple(found.tables), tuple(found.texts), data["council"], data["day"])

    @property
    def name(self) -> str:
        """What was given, in words."""
        file = self.cleaned_data.get(FIELD)
        return file.name if file else "The pasted text"
