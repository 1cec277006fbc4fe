"""Word documents as councils might give them, made by changing the parts of one."""

import base64
import io
import re
import zipfile
from collections.abc import Callable, Mapping

import docx
from docx.shared import Mm, RGBColor

from tests.board.paper.sample import PIXEL

PURPLE = RGBColor(0x55, 0x22, 0x77)
Change = Callable[[bytes], bytes]
TYPES, RELS, MAIN = "[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def template() -> bytes:
    """With a header, a page of its own size, a purple heading, words and a picture; without most of our styles."""
    made = docx.Document()
    made.styles["Heading 1"].font.color.rgb = PURPLE
    page = made.sections[0]
    page.page_width, page.page_height = Mm(200), Mm(280)
    page.header.paragraphs[0].text = "The council’s own header"
    page.footer.paragraphs[0].text = "The council’s own footer"
    made.add_paragraph("Words to be taken out")
    made.add_picture(io.BytesIO(base64.b64decode(PIXEL)))
    made.add_table(1, 1)
    for name in ("Caption", "List Bullet"):
        found = made.styles[name].element
        found.getparent().remove(found)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(changes: Mapping[str, Change] | None = None, added: Mapping[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in (added or {}):
                new.writestr(name, (changes or {}).get(name, bytes)(old.read(name)))
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def put(pattern: str, new: str) -> Change:
    """Puts ``new`` in the place of what matches; that nothing matches is a fault of the test."""

    def change(content: bytes) -> bytes:
        made, count = re.subn(pattern.encode(), new.encode(), content, flags=re.DOTALL)
        assert count, pattern
        return made

    return change


def both(*changes: Change) -> Change:
    def change(content: bytes) -> bytes:
        for each in changes:
            content = each(content)
        return content

    return change


def relation(key: str, target: str, kind: str, mode: str = "") -> str:
    return f'<Relationship Id="{key}" Target="{target}" Type="{OFFICE}/{kind}"{mode}/>'
