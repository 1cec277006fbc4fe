"""The council's own DOCX as a template: checked before it is opened, then emptied of its words.

What is kept is its styles, header and footer, page size and margins, and its theme; of these nothing that is not seen.
"""

import io
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from apps.board.renderers import zips
from apps.board.renderers.docx_page import NAME, Refused, check_styles, settle
from apps.board.renderers.docx_private import seen, take_out
from apps.board.renderers.docx_xml import element
from apps.core.sheets_in.archive import Archive
from apps.core.sheets_in.grid import SheetRefused

OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")
TYPES, MAIN = "[Content_Types].xml", "word/document.xml"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
ACTIVE = ("vbaproject", "activex", "embeddings/", "vbadata", "attachedtoolbars", "afchunk")
WEB = ("http://", "https://", "mailto:")
__all__ = ["Emptied", "Refused", "checked", "opened"]
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MOST_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Emptied:
    """``document`` is python-docx's, without a body. ``seen`` stands on each page; ``taken_out`` and ``lacking`` say
    of what kinds something was taken out, and what was put in its place.
    """

    document: Any
    seen: list[str]
    taken_out: list[str]
    lacking: list[str]


def opened(content: bytes) -> Emptied:
    """Raises ``Refused``."""
    document = _read(checked(content))
    try:
        return _emptied(document)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:  # parts that are not what they say
        raise Refused(f"{NAME} is damaged: its parts do not fit each other. Save it again in Word.") from error


def _emptied(document: Any) -> Emptied:
    body = document.element.body
    if body is None:
        raise Refused(f"{NAME} has no page of its own. Save it again in Word.")
    if not len(body) or body[-1].tag != qn("w:sectPr"):
        body.append(element("sectPr"))
    for child in list(body)[:-1]:
        body.remove(child)
    check_styles(document)
    lacking = settle(document)
    taken_out = take_out(document)
    return Emptied(document, seen(document), taken_out, lacking)


def checked(content: bytes) -> bytes:
    """The file itself, as a document where it was saved as a template (.dotx). Raises ``Refused``."""
    if content.startswith(OLD_WORD):
        raise Refused(f"{NAME} is protected by a password or is an old Word file. Save it as DOCX without a password.")
    if len(content) > MOST_BYTES:
        raise Refused(f"{NAME} is larger than {MOST_BYTES // 1024 // 1024} MB. Take out its pictures.")
    try:
        archive = Archive(NAME, content)
        _check_parts(archive)
        types = archive.xml(TYPES)
    except SheetRefused as refusal:
        raise Refused(str(refusal)) from None
    template, document = (KIND.format(word).encode() for word in ("template", "document"))
    return (
        zips.again(content, {TYPES: lambda found: found.replace(template, document)}) if template in types else content
    )


def _check_parts(archive: Archive) -> None:
    if MAIN not in archive.names:
        raise Refused(f"{NAME} is not a Word document. Save it as DOCX.")
    for name in archive.names:
        if any(word in name.lower() for word in ACTIVE):
            raise Refused(
                f"{NAME} holds macros or an object of another program (“{name[-40:]}”). Save it without them."
            )
        if name.lower().endswith((".xml", ".rels", ".vml")):
            root = _parsed(archive.xml(name))
            if name.endswith(".rels"):
                _check_relations(root)
    if b"macroEnabled" in archive.xml(TYPES):
        raise Refused(f"{NAME} holds macros. Save it as DOCX, not as DOCM.")


def _check_relations(root: Any) -> None:
    for relation in root.iter(RELATION):
        if relation.get("TargetMode", "").lower() != "external":
            continue
        target, kind = relation.get("Target", ""), relation.get("Type", "")
        if not (kind.endswith("/hyperlink") and target.lower().startswith(WEB)):
            raise Refused(
                f"{NAME} fetches something from outside itself (“{target[:60]}”). Take that out and save it again."
            )


def _parsed(content: bytes) -> Any:
    """The archive has refused every document type, so that no entity is there to be resolved."""
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(f"{NAME} is damaged. Save it again in Word.") from error


def _read(content: bytes) -> Any:
    try:
        document = Document(io.BytesIO(content))
        document.styles  # noqa: B018 - a document without styles is not one
        return document
    except Exception as error:  # python-docx raises what its parser, its zip and its own classes raise
        raise Refused(f"{NAME} is damaged, or is not a Word document. Save it again in Word.") from error
