"""The council's own template: what is kept of it, and what is refused before anything of it is opened."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from apps.board.renderers.docx import Refused
from apps.board.renderers.docx import docx as write
from tests.board.paper.sample import report
from tests.board.paper.templates import MAIN, PURPLE, RELS, TYPES, changed, template

RELATION = (
    '<Relationship Id="rIdX" TargetMode="External" Target="{}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/></Relationships>'
)


def related(target: str, kind: str) -> bytes:
    ending = RELATION.format(target, kind).encode()
    return changed({RELS: lambda found: found.replace(b"</Relationships>", ending)})


OWN = docx.Document(io.BytesIO(template())).sections[0]
SIZE = (OWN.page_width, OWN.page_height)


@pytest.fixture(scope="module")
def made() -> docx.document.Document:
    return docx.Document(io.BytesIO(write(report(), template())))


def test_header_footer_page_and_styles_are_kept(made: docx.document.Document) -> None:
    page = made.sections[0]
    assert page.header.paragraphs[0].text == "The council’s own header"
    assert page.footer.paragraphs[0].text == "The council’s own footer"
    assert "hash 5f5f5f5f5f5f" in page.footer.paragraphs[1].text
    assert (page.page_width, page.page_height) == SIZE
    assert made.styles["Heading 1"].font.color.rgb == PURPLE
    turned = made.sections[1]
    assert (turned.page_width, turned.page_height) == SIZE[::-1]


def test_its_words_and_pictures_are_gone(made: docx.document.Document) -> None:
    assert "Words to be taken out" not in "".join(p.text for p in made.paragraphs)
    assert len(list(made.element.body.iter(qn("w:tbl")))) == 8
    assert sum(1 for rel in made.part.rels.values() if rel.reltype.endswith("/image")) == 1


def test_missing_styles_are_added(made: docx.document.Document) -> None:
    names = {style.name for style in made.styles}
    assert {"Caption", "List Bullet", "Numbered Paragraph", "Paper Table", "Hyperlink", "TOC 1"} <= names
    assert [p.style.name for p in made.paragraphs if p.text.startswith("Appendix 3: 2025-26")] == ["Caption"]


def test_the_same_template_gives_the_same_bytes() -> None:
    assert write(report(), template()) == write(report(), template())


def test_a_template_saved_as_dotx_is_taken() -> None:
    dotx = changed({TYPES: lambda found: found.replace(b"document.main+xml", b"template.main+xml")})
    assert docx.Document(io.BytesIO(write(report(), dotx))).sections[0].page_width == SIZE[0]


def test_a_link_in_its_footer_is_no_fault() -> None:
    assert write(report(), related("https://www.example.gov.uk/", "hyperlink"))


def ruined(content: bytes) -> bytes:
    return content[: len(content) // 2]


UNSOUND = {
    "not a file of Office": (b"Dear all", "damaged, or is not what its name says"),
    "empty": (b"", "damaged"),
    "encrypted or old": (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600,
        "protected by a password or is an old Word file",
    ),
    "another kind of file": (
        changed({MAIN: lambda found: found}).replace(b"word/document.xml", b"word/dokument.xml"),
        "not a Word document",
    ),
    "macros": (changed(added={"word/vbaProject.bin": b"x"}), "holds macros"),
    "declared with macros": (
        changed(
            {
                TYPES: lambda f: f.replace(
                    b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"ms-word.document.macroEnabled.main+xml",
                )
            }
        ),
        "Save it as DOCX, not as DOCM",
    ),
    "an object of another program": (
        changed(added={"word/embeddings/oleObject1.bin": b"x"}),
        "an object of another program",
    ),
    "ActiveX": (changed(added={"word/activeX/activeX1.xml": b"<a/>"}), "an object of another program"),
    "a zip bomb": (changed(added={"word/media/a.xml": b"<a>" + b" " * 11_000_000 + b"</a>"}), "unpacks to"),
    "too large unpacked": (
        changed(added={f"word/media/{n}.bin": bytes(range(256)) * 8000 for n in range(7)}),
        "unpacks to",
    ),
    "a picture from outside": (related("http://tracker.example/a.png", "image"), "fetches something from outside"),
    "a template from outside": (
        related("file:///server/share/a.dotm", "attachedTemplate"),
        "fetches something from outside",
    ),
    "a link to a program": (related("file:///c:/run.exe", "hyperlink"), "fetches something from outside"),
    "a document type": (
        changed({MAIN: lambda f: f.replace(b"?>", b"?><!DOCTYPE a [<!ENTITY b 'c'>]>", 1)}),
        "document type definition",
    ),
    "a broken part": (changed({MAIN: ruined}), "damaged"),
    "broken styles": (changed({"word/styles.xml": ruined}), "damaged"),
    "a part outside itself": (changed(added={"../evil.xml": b"<a/>"}), "points outside itself"),
    "another file inside": (changed(added={"word/media/more.docx": b"x"}), "holds another file inside"),
    "no body": (changed({MAIN: lambda f: f.replace(b"w:body", b"w:bodi")}), "has no page"),
    "cut short": (template()[:-400], "damaged"),
}


@pytest.mark.parametrize("name", UNSOUND)
def test_what_is_no_sound_template_is_refused_in_words(name: str) -> None:
    content, said = UNSOUND[name]
    with pytest.raises(Refused) as refusal:
        write(report(), content)
    assert said in str(refusal.value)
    assert str(refusal.value).startswith("The template")
    assert str(refusal.value).endswith((".", "!"))
