"""Files to be attached: their kind by what they hold and by their name, and no child’s identifier where there is text.

Nothing is opened but the parts of a zip that hold text, after its directory was checked.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError

from apps.core.free_text import check_no_child
from apps.core.sheets_in.archive import Archive, checked_xml
from apps.core.sheets_in.comma_separated import text_of
from apps.core.sheets_in.grid import SheetRefused

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED, MOST_TEXT_PART = 60 * 1024 * 1024, 20 * 1024 * 1024
LONGEST_NAME = 160
OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
}
SAME = {"jpeg": "jpg"}
MAGIC = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
MAIN_PART = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
TEXT_PARTS = re.compile(r"(?:word/.+|xl/(?:sharedStrings|worksheets/.+|comments.+)|docProps/.+)\.xml", re.IGNORECASE)
TAG = re.compile(r"<[^>]{0,2000}>")
END_OF_TEXT = re.compile(r"</(?:[a-z]+:)?(?:p|si|c|v|t|row)>")
ACTIVE = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/Encrypt", b"/XFA")
CHOICES = "a PDF, DOCX, XLSX, CSV, PNG or JPG"


@dataclass(frozen=True, slots=True)
class Attached:
    """A checked file. ``name`` is the reader's own, without folders."""

    name: str
    content_type: str
    content: bytes


def attached(file_name: str, content: bytes, size: int) -> Attached:
    """Raises ``ValidationError`` with a sentence that names the file and the remedy."""
    name = file_name.replace("\\", "/").rpartition("/")[2]
    shown = f"“{name[:60]}”"
    if size > MOST_BYTES:
        raise ValidationError(f"{shown} is larger than 10 MB. Attach a smaller file, or a link to it.")
    if not content:
        raise ValidationError(f"{shown} is empty. Choose the file again.")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise ValidationError(f"{shown}: use a name of at most {LONGEST_NAME} characters that can be printed.")
    check_no_child(PurePosixPath(name).stem.replace("_", " "))
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    said = SAME.get(ending, ending)
    if said not in TYPES:
        raise ValidationError(f"{shown} is not {CHOICES}. Save it as one of them, or attach a link.")
    try:
        if _kind(shown, content) != said:
            raise ValidationError(f"{shown} does not hold what its name says. Save it again as {said.upper()}.")
        _check_text(shown, said, content)
    except SheetRefused as error:
        raise ValidationError(str(error)) from error
    return Attached(name, TYPES[said], content)


def _kind(shown: str, content: bytes) -> str:
    for start, kind in MAGIC.items():
        if content.startswith(start):
            return kind
    if content.startswith(b"PK"):
        archive = Archive(shown, content, MOST_UNPACKED)
        if any("vbaproject" in path.lower() for path in archive.names):
            raise ValidationError(f"{shown} holds macros. Save it without them.")
        return next((kind for part, kind in MAIN_PART.items() if part in archive.names), "")
    return "csv"


def _check_text(shown: str, kind: str, content: bytes) -> None:
    """Text is scanned where there is any; a PDF or picture cannot be. A PDF that would do something is refused."""
    if kind == "csv":
        check_no_child(text_of(shown, content))
    elif kind in ("docx", "xlsx"):
        archive = Archive(shown, content, MOST_UNPACKED)
        for part in archive.names:
            if TEXT_PARTS.fullmatch(part):
                if archive.size_of(part) > MOST_TEXT_PART:
                    raise ValidationError(f"{shown} holds too much text to be checked. Attach a smaller file.")
                check_no_child(_words(checked_xml(shown, archive.read(part))))
    elif kind == "pdf" and any(mark in content for mark in ACTIVE):
        raise ValidationError(
            f"{shown} is locked, or holds scripts, forms or other files. Print it to a plain PDF, and attach that."
        )


def _words(xml: bytes) -> str:
    """The text of a part: runs of one paragraph joined, paragraphs and cells apart."""
    text = xml.decode("utf-8", errors="replace")
    return TAG.sub("", END_OF_TEXT.sub("\n", text.replace("</w:t>", "")))
