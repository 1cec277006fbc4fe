"""A file that a form takes. What it holds is judged where it is read."""

from django import forms

MOST_NAME = 200


def file_field(label: str, hint: str, *, endings: str, needed: str = "", lost: str = "") -> forms.FileField:
    """``endings`` such as “.csv,.xlsx”; ``needed`` is the sentence where none was chosen, blank where it may be left
    out; ``lost`` where it did not arrive. An empty file passes, so that its reader can say what is wrong with it.
    """
    lost = lost or needed
    return forms.FileField(
        label=label,
        help_text=hint,
        required=bool(needed),
        widget=forms.FileInput(attrs={"accept": endings}),
        max_length=MOST_NAME,
        allow_empty_file=True,
        error_messages={
            "required": needed,
            "invalid": lost,
            "missing": lost,
            "max_length": "The file’s name has %(length)d characters. Shorten it to %(max)d at most.",
        },
    )
