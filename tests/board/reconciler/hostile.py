"""Files that do harm, by what they are."""

import io
import zipfile
from collections.abc import Callable

import docx

from apps.board.calculations.reconciler import Given, GivenTable
from tests.board.reconciler.written import as_docx

SMALL = Given((GivenTable("Table 1", (("A", "B"), ("x", "1"), ("y", "2"), ("Total", "3"))),))
Change = Callable[[dict[str, bytes]], None]
RELATION = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{0}" '
    'Target="{1}" TargetMode="External"/>'
)


def changed(change: Change) -> bytes:
    """A sound DOCX whose parts were changed."""
    with zipfile.ZipFile(io.BytesIO(as_docx(SMALL))) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def put(name: str, content: bytes) -> bytes:
    return changed(lambda parts: parts.update({name: content}))


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)

    return changed(change)


def outside(kind: str, target: str) -> bytes:
    link = RELATION.format(kind, target).encode()
    return replaced("word/_rels/document.xml.rels", b"</Relationships>", link + b"</Relationships>")


def with_a_link() -> bytes:
    """Harmless: a word that leads somewhere."""
    return outside("hyperlink", "https://example.org/")


def spanning(columns: int) -> bytes:
    return replaced("word/document.xml", b"<w:tcPr>", f'<w:tcPr><w:gridSpan w:val="{columns}"/>'.encode())


def files() -> dict[str, tuple[str, bytes]]:
    """Name and content of each; every one is refused."""
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cccc">]>'
    body = "word/document.xml"
    bomb = b"<a>" + b" " * (60 << 20) + b"</a>"
    many = b"<w:p/>" * 320_000
    encrypted = bytearray(as_docx(SMALL))
    encrypted[6] |= 1
    central = encrypted.rfind(b"PK\x01\x02")
    while central >= 0:
        encrypted[central + 8] |= 1
        central = encrypted.rfind(b"PK\x01\x02", 0, central)
    return {
        "a document type": ("r.docx", replaced(body, b"<?xml version='1.0'", entity + b"<?xml version='1.0'")),
        "an entity in styles": ("r.docx", put("word/styles.xml", entity + b"<a/>")),
        "macros": ("r.docx", put("word/vbaProject.bin", b"x")),
        "controls": ("r.docx", put("word/activeX/activeX1.xml", b"<a/>")),
        "macros by type": ("r.docx", replaced("[Content_Types].xml", b"document.main", b"macroEnabled.main")),
        "an embedded file": ("r.docx", put("word/embeddings/oleObject1.bin", b"x")),
        "a file inside": ("r.docx", put("word/media/inner.xlsx", b"PK")),
        "a template outside": ("r.docx", outside("attachedTemplate", "https://example.org/t.dotm")),
        "a picture outside": ("r.docx", outside("image", "https://example.org/p.png")),
        "a frame outside": ("r.docx", outside("frame", "file:///etc/passwd")),
        "a bomb": ("r.docx", put("word/bomb.xml", bomb)),
        "too many elements": ("r.docx", replaced(body, b"<w:body>", b"<w:body>" + many)),
        "a way out": ("r.docx", put("../../etc/cron.d/x", b"x")),
        "UTF-16": ("r.docx", put("word/settings.xml", "<?xml version='1.0' encoding='UTF-16'?><a/>".encode("utf-16"))),
        "a span of a million columns": ("r.docx", spanning(1_000_000)),
        "a span below nought": ("r.docx", spanning(-3)),
        "no body": ("r.docx", changed(lambda parts: parts.pop(body))),
        "a broken body": ("r.docx", put(body, b"<w:document")),
        "a sheet called a document": ("r.docx", put("x.xml", b"<a/>").replace(b"document.xml", b"document.xmk")),
        "encrypted": ("r.docx", bytes(encrypted)),
        "half a file": ("r.docx", as_docx(SMALL)[:4000]),
        "no zip": ("r.docx", b"%PDF-1.7"),
        "an old document": ("r.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600),
        "nothing": ("r.docx", b""),
        "a PDF": ("r.pdf", b"%PDF-1.7"),
        "a page as CSV": ("r.csv", b"<html><body>1,2</body></html>"),
        "a program as CSV": ("r.csv", b"\x7fELF" + b"\x00" * 90),
        "a quote without an end": ("r.csv", b'a,b\n"1,2\n3,4'),
        "control characters": ("r.csv", b"a,b\n\x07,2\n"),
        "a document called a sheet": ("r.xlsx", as_docx(SMALL)),
        "a document called ODS": ("r.ods", as_docx(SMALL)),
    }  # fmt: skip


def blank_word() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()
