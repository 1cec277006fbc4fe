"""A template that lacks something works, or is refused as it is uploaded, in words that name what is missing."""

import io
import random
import re
from collections.abc import Callable
from functools import partial

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from docx.shared import Mm

from apps.board.models import PaperTemplate
from apps.board.renderers import docx_trial
from apps.board.renderers.docx import docx as write
from apps.board.renderers.docx_page import Refused
from apps.board.renderers.docx_trial import tried
from apps.board.services.templates import use_template
from apps.core.errors import Refused as NotTaken
from tests.board.paper.sample import report
from tests.board.paper.templates import MAIN, RELS, TYPES, both, changed, put, template
from tests.fixtures import person

STYLES = "word/styles.xml"
SIZE, MARGINS = r"<w:pgSz[^>]*/>", r"<w:pgMar[^>]*/>"
ADDRESS = "/board/paper-template/"


def without(part: str) -> bytes:
    """Neither the part nor what leads to it."""
    name = part.rpartition("/")[2]
    named = put(rf'<(?:Relationship|Override) [^>]*{re.escape(name)}"[^>]*/>', "")
    return changed({RELS: named, TYPES: named}, {part: b"<nothing/>"})


def margins(left: int, right: int) -> str:
    return f'<w:pgMar w:left="{left}" w:right="{right}" w:top="999" w:bottom="999" w:header="500" w:footer="500"/>'


LACKING: dict[str, tuple[bytes, list[str]]] = {
    "page size": (changed({MAIN: put(SIZE, "")}), ["a page size (A4 is used)"]),
    "margins": (changed({MAIN: put(MARGINS, "")}), ["margins (20 mm are used)"]),
    "properties of its section": (
        changed({MAIN: put("<w:sectPr.*</w:sectPr>", "")}),
        ["a page size (A4 is used)", "margins (20 mm are used)"],
    ),
    "every style": (changed({STYLES: put("(<w:styles[^>]*>).*(</w:styles>)", r"\1\2")}), []),
    "headings": (changed({STYLES: put(r'<w:style [^>]*w:styleId="Heading\d".*?</w:style>', "")}), []),
    "tables": (changed({STYLES: put(r'<w:style w:type="table".*?</w:style>', "")}), []),
    "lists": (changed({STYLES: put(r'<w:style [^>]*w:styleId="ListNumber".*?</w:style>', "")}), []),
    "Normal": (changed({STYLES: put(r'<w:style [^>]*w:styleId="Normal".*?</w:style>', "")}), []),
    "the part of styles": (without(STYLES), []),
    "the part of numbering": (without("word/numbering.xml"), []),
    "settings": (without("word/settings.xml"), []),
    "theme": (without("word/theme/theme1.xml"), []),
}


@pytest.mark.parametrize("name", LACKING)
def test_what_it_lacks_is_put_in_its_place(name: str) -> None:
    content, said = LACKING[name]
    assert tried(content).lacking == said
    made = docx.Document(io.BytesIO(write(report(), content)))
    names = {paragraph.style.name for paragraph in made.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "Caption", "List Bullet", "Table Note"} <= names
    page = made.sections[0]
    assert min(page.left_margin or 0, page.right_margin or 0, page.top_margin or 0) > Mm(10)
    if "page size" in "".join(said):
        assert [page.page_width, page.page_height] == [pytest.approx(Mm(210), abs=700), pytest.approx(Mm(297), abs=700)]


def test_columns_gutter_and_line_numbers_are_no_part_of_a_paper() -> None:
    pages = both(
        put(r"<w:cols[^>]*/>", '<w:lnNumType w:countBy="1"/><w:cols w:num="2" w:space="720"><w:col w:w="1"/></w:cols>'),
        put(r'w:gutter="0"', 'w:gutter="567"'),
    )
    plain, made = (docx.Document(io.BytesIO(write(report(), c))) for c in (changed(), changed({MAIN: pages})))
    xml = made.element.xml
    assert "lnNumType" not in xml
    assert "w:num=" not in xml
    assert made.sections[0].left_margin - plain.sections[0].left_margin == pytest.approx(Mm(10), abs=700)
    assert made.sections[0].gutter == 0


def test_a_page_that_lies_on_its_side_is_never_turned() -> None:
    lying = changed({MAIN: put(SIZE, '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>')})
    made = docx.Document(io.BytesIO(write(report(), lying)))
    assert [page.page_width > page.page_height for page in made.sections] == [True]


REFUSED: dict[str, tuple[bytes, str]] = {
    "no room between its margins": (
        changed({MAIN: put(MARGINS, margins(4000, 4000))}),
        "leaves 59 mm between its margins",
    ),
    "a tiny page": (changed({MAIN: put(SIZE, '<w:pgSz w:w="2000" w:h="2000"/>')}), "leaves 0 mm between"),
    "a page of metres": (changed({MAIN: put(SIZE, '<w:pgSz w:w="90000" w:h="2000"/>')}), "at most 600"),
    "a size that is none": (
        changed({MAIN: put(SIZE, '<w:pgSz w:w="wide" w:h="1"/>')}),
        "no measure that can be read",
    ),
    "a heading of letters": (
        changed({STYLES: put('w:type="paragraph"([^>]*w:styleId="Heading2")', r'w:type="character"\1')}),
        "a style “Heading 2” of letters, and a paper needs it for paragraphs",
    ),
    "a title of tables": (
        changed({STYLES: put('w:type="paragraph"([^>]*w:styleId="Title")', r'w:type="table"\1')}),
        "a style “Title” of tables, and a paper needs it for paragraphs",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_room_or_another_use_is_refused_and_never_stored(name: str, report: None) -> None:
    content, said = REFUSED[name]
    with pytest.raises(NotTaken, match=said):
        use_template(name="council.docx", content=content, reason="Ours.", by=person("finance"), at=timezone.now())
    assert not PaperTemplate.objects.exists()


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        (lambda *_: b"no document", "a trial paper cannot be written in it"),
        (lambda *_: blank(), "loses the style “Title”"),
    ],
)
def test_a_template_in_which_a_trial_fails_is_refused(
    failing: Callable[..., bytes], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docx_trial, "docx", failing)
    with pytest.raises(Refused, match=said):
        tried(template())


def blank() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(4))
def test_a_template_with_a_fault_in_any_part_is_written_in_or_refused(seed: int) -> None:
    """A tag of a part is lost, doubled or given another value: nothing but a refusal is ever raised."""
    chance, written, refused = random.Random(seed), 0, []  # noqa: S311
    for _ in range(15):
        name = chance.choice((STYLES, MAIN, RELS, TYPES, "word/settings.xml", "word/header1.xml", "word/numbering.xml"))
        try:
            tried(changed({name: partial(spoilt, chance)}))
            written += 1
        except Refused as refusal:
            refused.append(str(refusal))
    assert written > 5
    assert all(said.startswith("The template") for said in refused)
    assert written + len(refused) == 15


def spoilt(chance: random.Random, content: bytes) -> bytes:
    tag = chance.choice(list(re.finditer(rb"<[^>?]+/?>", content)))
    value = chance.choice((b'""', b'"x"', b'"-1"', b'"99999999999"'))
    new = chance.choice((b"", tag[0] * 2, re.sub(rb'"[^"]*"', value, tag[0], count=1)))
    return content[: tag.start()] + new + content[tag.end() :]


@pytest.mark.parametrize("part", ["footer1.xml", "settings.xml", "core.xml"])
def test_a_part_that_is_not_what_it_says_is_refused(part: str) -> None:
    unlike = put(rf'({re.escape(part)}" ContentType=")[^"]*', r"\1application/octet-stream")
    with pytest.raises(Refused, match="its parts do not fit each other"):
        tried(changed({TYPES: unlike}))


def test_the_page_says_what_papers_show_and_what_was_taken_out(report: None) -> None:
    client = Client()
    client.force_login(person("finance"))
    file = SimpleUploadedFile("council.docx", template())
    answer = client.post(ADDRESS, {"word": file, "reason": "The council’s own style."}, follow=True)
    page = " ".join(answer.content.decode().split())
    assert "A trial paper was written in it." in page
    assert "Taken out of papers: its words, author, company and program, custom XML, pictures of its body." in page
    assert "Header: The council’s own header; Footer: The council’s own footer" in page
    refused = client.post(
        ADDRESS, {"word": SimpleUploadedFile("a.docx", REFUSED["a tiny page"][0]), "reason": "Ours, too."}
    )
    assert refused.status_code == 422
    assert "leaves 0 mm between its margins" in refused.content.decode()
    assert PaperTemplate.objects.count() == 1
