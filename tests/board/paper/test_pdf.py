"""The PDF as a screen reader meets it: tags in order, tables with headers, alternative text, language, its mark."""

import io
import sys
from collections.abc import Iterator

import pypdf
import pytest
from pypdf.generic import IndirectObject

from apps.board.renderers import pdf as module
from apps.board.renderers.formats import not_offered, render
from tests.board.paper.reading_pdf import Tag, tags_of
from tests.board.paper.sample import body as body_of
from tests.board.paper.sample import report

PAPER = report()


@pytest.fixture(scope="module", name="body")
def pdf_body() -> bytes:
    return body_of("pdf")


@pytest.fixture(scope="module")
def catalog(body: bytes) -> pypdf.generic.DictionaryObject:
    return pypdf.PdfReader(io.BytesIO(body)).trailer["/Root"]


@pytest.fixture(scope="module")
def tags(body: bytes) -> Tag:
    return tags_of(body)


def test_it_says_its_language_title_and_that_it_is_tagged(catalog: pypdf.generic.DictionaryObject, body: bytes) -> None:
    assert catalog["/Lang"] == "en-GB"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    found = pypdf.PdfReader(io.BytesIO(body)).metadata
    assert (found.title, found.subject, found.author) == (PAPER.title, PAPER.subject, PAPER.council)
    assert found.creation_date == PAPER.frozen_at


def test_it_claims_pdf_ua(catalog: pypdf.generic.DictionaryObject) -> None:
    assert b'pdfuaid:part="1"' in catalog["/Metadata"].get_data()


def test_headings_stand_in_order_and_none_is_skipped(tags: Tag) -> None:
    found = [(tag.kind, tag.text) for tag in tags.all("H1", "H2", "H3")]
    assert found[0] == ("H1", PAPER.title)
    inner = ("sufficiency", "dingleys")
    sections = [("H3" if s.slug in inner else "H2", s.title) for s in PAPER.all_sections()]
    assert [(kind, text) for kind, text in found[1:]] == [("H2", "Contents"), *sections, ("H2", "About this paper")]


def test_every_table_has_headers_with_scope_and_cells_that_name_them(tags: Tag) -> None:
    tables = list(tags.all("Table"))
    assert len(tables) == 8
    for table in tables:
        heads = list(table.all("TH"))
        assert {head.source["/A"]["/Scope"] for head in heads} <= {"/Column", "/Row"}
        known = {head.source["/ID"] for head in heads}
        for cell in table.all("TD"):
            assert set(cell.source["/A"]["/Headers"]) <= known
            assert len(cell.source["/A"]["/Headers"]) >= 1
    with_columns = [table for table in tables if list(table.all("THead"))]
    assert [len([h for h in table.all("TH") if h.source["/A"]["/Scope"] == "/Column"]) for table in with_columns] == [
        4, 9, 7, 2, 5, 18,
    ]  # fmt: skip
    assert [next(table.all("Caption")).text for table in with_columns] == [table.title for table in PAPER.tables()]


def test_every_cell_that_is_named_can_be_found_by_its_name(catalog: pypdf.generic.DictionaryObject, tags: Tag) -> None:
    names = catalog["/StructTreeRoot"]["/IDTree"]["/Names"]
    found = {str(names[at]): names[at + 1].get_object().indirect_reference.idnum for at in range(0, len(names), 2)}
    assert list(found) == sorted(found)
    heads = [head for head in tags.all("TH") if "/ID" in head.source]
    assert {head.source["/ID"] for head in heads} == set(found)
    assert all(found[head.source["/ID"]] == head.source.indirect_reference.idnum for head in heads)


def test_the_drawing_has_alternative_text(tags: Tag) -> None:
    (drawn,) = tags.all("Figure")
    (picture,) = PAPER.pictures()
    assert drawn.source["/Alt"] == picture.alternative


def test_links_and_lists_are_tagged(tags: Tag) -> None:
    links = [tag.text for tag in tags.all("Link")]
    assert "Children and Families Act 2014" in links
    assert {"1. Background", "Table 1", "Appendix 3"} <= set(links)
    assert sum(1 for _ in tags.all("LI")) >= 5


def test_everything_on_a_page_is_tagged_or_an_artifact(body: bytes, tags: Tag) -> None:
    """What is marked with a number belongs to the tree; what is not, such as the foot of the page, is an artifact."""
    reader = pypdf.PdfReader(io.BytesIO(body))
    owned = owners(reader, tags)
    for number, page in enumerate(reader.pages):
        marks: list[str] = []
        for operands, operator in pypdf.generic.ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                marks.append(mark_of(operands))
            elif operator == b"EMC":
                marks.pop()
            elif operator in (b"TJ", b"Tj", b"f", b"S", b"B"):
                assert marks, (number, operator)
                assert any(mark == "/Artifact" or (number, mark) in owned for mark in marks)
        assert "Page " in page.extract_text()


def mark_of(operands: list) -> str:  # type: ignore[type-arg]  # reason: as pypdf gives them
    return str(operands[1]["/MCID"]) if len(operands) > 1 and "/MCID" in operands[1] else str(operands[0])


def owners(reader: pypdf.PdfReader, tags: Tag) -> set[tuple[int, str]]:
    """Marked content by page whose owner can be reached from the top of the tree."""
    reached = {tag.source.indirect_reference.idnum for tag in tags.all()}
    numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    pages = [(number, numbers[2 * number + 1].get_object()) for number in range(len(reader.pages))]
    return {
        (number, str(mark))
        for number, marks in pages
        for mark, owner in enumerate(marks)
        if isinstance(owner, IndirectObject) and owner.idnum in reached
    }


def test_fonts_are_embedded_and_bookmarks_lead_to_sections(body: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(body))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font["/DescendantFonts"]
            assert {"/FontFile2", "/FontFile3"} & set(inner.get_object()["/FontDescriptor"].get_object())
    assert [item["/Title"] for item in flat(reader.outline)][:3] == [PAPER.title, "Contents", "1. Background"]


def flat(outline: list) -> Iterator:  # type: ignore[type-arg]  # reason: as pypdf gives them
    for item in outline:
        yield from flat(item) if isinstance(item, list) else [item]


def test_the_wide_table_stands_on_a_page_turned_on_its_side(body: bytes) -> None:
    pages = pypdf.PdfReader(io.BytesIO(body)).pages
    turned = [p for p in pages if p.mediabox.width > p.mediabox.height]
    assert len(turned) == 1
    assert "Appendix 3" in turned[0].extract_text()


def test_nothing_is_fetched_but_what_the_page_holds() -> None:
    fetch = module._own_data_only()
    assert fetch("data:text/plain,own").read() == b"own"
    for address in ("https://www.gov.uk/", "file:///etc/passwd", "http://127.0.0.1/"):
        with pytest.raises(ValueError, match="disallowed protocol"):
            fetch(address)


def test_a_server_without_pango_says_so_and_writes_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    module.pdf_offered.cache_clear()
    try:
        assert not_offered() == {"pdf": module.NOT_OFFERED}
        with pytest.raises(module.NotOffered, match="lacks Pango"):
            render(PAPER, "pdf")
        assert render(PAPER, "html")
    finally:
        module.pdf_offered.cache_clear()
