"""Nothing of a council's template but its look, and what its pages show, stands in a paper."""

import base64
import io
import zipfile
from collections.abc import Iterator

import docx
import pytest
from docx.oxml.ns import qn

from apps.board.renderers.docx import docx as write
from apps.board.renderers.docx_template import opened
from apps.board.renderers.image_words import without_words
from tests.board.paper.sample import PIXEL, report
from tests.board.paper.templates import MAIN, OFFICE, RELS, TYPES, both, changed, put, relation

SECRET = "Sesame"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BY = f'w:id="9" w:author="{SECRET} author" w:date="2025-12-24T12:00:00Z"'


def run(text: str, look: str = "") -> str:
    return f"<w:r w:rsidR='00AB12CD'><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def coded(code: str, shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    instruction = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return f"{mark('begin')}{instruction}{mark('separate')}{run(shown)}{mark('end')}"


# In a header: what Word does not show, or keeps beside what it shows.
UNSEEN = "".join((
    f"<!-- {SECRET} comment of XML --><?target {SECRET}?>",
    f"<w:del {BY}><w:r><w:delText>{SECRET} deleted</w:delText></w:r></w:del>",
    f"<w:moveFrom {BY}>{run(SECRET)}</w:moveFrom>",
    f"<w:ins {BY}>{run('Inserted words')}</w:ins>",
    f'<w:commentRangeStart w:id="1"/>{run("Commented words")}<w:commentRangeEnd w:id="1"/>',
    '<w:r><w:commentReference w:id="1"/></w:r>',
    run(f"{SECRET} hidden", "<w:vanish/>"),
    run(f"{SECRET} hidden by its style", '<w:rStyle w:val="HiddenToo"/>'),
    f'<w:bookmarkStart w:id="3" w:name="{SECRET}_mark"/><w:bookmarkEnd w:id="3"/>',
    f'<w:permStart w:id="4" w:ed="{SECRET}@example.gov.uk"/><w:permEnd w:id="4"/>',
    f'<w:sdt><w:sdtPr><w:alias w:val="{SECRET}"/><w:tag w:val="{SECRET}"/><w:dataBinding w:xpath="/{SECRET}" '
    f'w:storeItemID="x"/></w:sdtPr><w:sdtContent>{run("Controlled words")}</w:sdtContent></w:sdt>',
    f'<w:smartTag w:element="x"><w:smartTagPr><w:attr w:name="{SECRET}" w:val="{SECRET}"/></w:smartTagPr>'
    f"{run('Tagged words')}</w:smartTag>",
    f'<w:hyperlink r:id="rIdLink" w:tooltip="{SECRET}">{run("Linked words")}</w:hyperlink>',
    f'<w:fldSimple w:instr=" FILENAME \\\\p {SECRET} ">{run("File words")}</w:fldSimple>',
    coded(f"INCLUDETEXT file:///c:/{SECRET}.docx", "Fetched words"),
    coded("PAGE", "1"),
))  # fmt: skip
SEEN = (
    "Inserted words",
    "Commented words",
    "Controlled words",
    "Tagged words",
    "Linked words",
    "File words",
    "Fetched words",
)
HEADER = (
    f'<w:hdr {W} xmlns:r="{OFFICE}"><w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr><w:pPrChange {BY}><w:pPr/></w:pPrChange>'
    f'</w:pPr>{UNSEEN}</w:p><w:p><w:pPr><w:pStyle w:val="HiddenToo"/></w:pPr>{run(SECRET + " paragraph")}</w:p>'
    f"<w:tbl><w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc><w:p>{run(SECRET + ' row')}</w:p></w:tc></w:tr></w:tbl></w:hdr>"
)
LINKED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + relation("rIdLink", f"https://{SECRET}.example.gov.uk/", "hyperlink", ' TargetMode="External"')
    + "</Relationships>"
)
KIND = "application/vnd.openxmlformats-officedocument."
PARTS = {
    name: (
        kind,
        f"wordprocessingml.{'document.glossary' if 'Doc' in kind else kind}+xml",
        f"<w:{root} {W}>{content}</w:{root}>",
    )
    for name, kind, root, content in (
        ("word/comments.xml", "comments", "comments", f"<w:comment {BY}><w:p>{run(SECRET)}</w:p></w:comment>"),
        ("word/footnotes.xml", "footnotes", "footnotes", f'<w:footnote w:id="2"><w:p>{run(SECRET)}</w:p></w:footnote>'),
        ("word/people.xml", "people", "people", f'<w:person w:author="{SECRET}"/>'),
        ("word/glossary/document.xml", "glossaryDocument", "glossaryDocument", f"<w:body>{run(SECRET)}</w:body>"),
        ("word/header9.xml", "header", "hdr", f"<w:p>{run(SECRET)}</w:p>"),
        ("word/footer9.xml", "footer", "ftr", f"<w:p>{run(SECRET)}</w:p>"),
        ("word/webSettings9.xml", "webSettings", "webSettings", f"<!--{SECRET}-->"),
    )
}
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property pid="2" '
    f'fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" name="Client">'
    f"<vt:lpwstr>{SECRET}</vt:lpwstr></property></Properties>"
)
HIDING = (
    '<w:style w:type="character" w:styleId="Hides"><w:name w:val="Hides"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="HiddenToo"><w:name w:val="Hidden too"/><w:basedOn w:val="Hides"/>'
    '<w:rsid w:val="00AB12CD"/></w:style></w:styles>'
)
SETTINGS = (
    f'<w:rsids><w:rsid w:val="00AB12CD"/></w:rsids><w:docVars><w:docVar w:name="x" w:val="{SECRET}"/></w:docVars>'
    f'<w:trackRevisions/><w:documentProtection w:edit="readOnly" w:hash="{SECRET}"/></w:settings>'
)


def full_of_secrets() -> bytes:
    overrides = "".join(f'<Override PartName="/{n}" ContentType="{KIND}{kind}"/>' for n, (_, kind, _) in PARTS.items())
    relations = "".join(
        relation(f"rIdS{number}", name.removeprefix("word/"), kind)
        for number, (name, (kind, _, _)) in enumerate(PARTS.items())
    )
    first = f'<w:headerReference w:type="first" r:id="rIdS4" xmlns:r="{OFFICE}"/><w:pgSz'
    return changed(
        {
            TYPES: put("</Types>", f'{overrides}<Override PartName="/docProps/custom.xml" '
                       f'ContentType="{KIND}custom-properties+xml"/></Types>'),
            RELS: put("</Relationships>", f"{relations}</Relationships>"),
            "_rels/.rels": put("</Relationships>", relation("rIdP", "docProps/custom.xml", "custom-properties")
                               + "</Relationships>"),
            "word/header1.xml": put("^.*$", HEADER),
            "word/styles.xml": put("</w:styles>", HIDING),
            "word/settings.xml": put("</w:settings>", SETTINGS),
            "docProps/core.xml": put("<dc:creator>[^<]*", f"<dc:creator>{SECRET} author"),
            "docProps/app.xml": put("</Properties>", f"<Company>{SECRET}</Company></Properties>"),
            "customXml/item1.xml": put("<b:Sources", f'<b:Sources Secret="{SECRET}"'),
            MAIN: both(put("<w:pgSz", first), put("Words to be taken out", SECRET)),
        },
        {name: content.encode() for name, (_, _, content) in PARTS.items()}
        | {"docProps/custom.xml": CUSTOM.encode(), "word/_rels/header1.xml.rels": LINKED.encode()},
    )  # fmt: skip


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write(report(), full_of_secrets()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_secret_stands_in_the_template() -> None:
    with zipfile.ZipFile(io.BytesIO(full_of_secrets())) as archive:
        holding = {name for name in archive.namelist() if SECRET.encode() in archive.read(name)}
    assert holding >= {*PARTS, "word/header1.xml", "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", MAIN}


def test_none_stands_in_any_part_of_a_paper(parts: dict[str, bytes]) -> None:
    assert [
        name for name, content in parts.items() if SECRET.lower().encode() in (name.encode() + content).lower()
    ] == []


def test_a_paper_holds_only_parts_of_its_look(parts: dict[str, bytes]) -> None:
    known = {
        "document",
        "styles",
        "settings",
        "fontTable",
        "theme1",
        "numbering",
        "header1",
        "footer1",
        "core",
        "image1",
    }
    names = {name.rpartition("/")[2].partition(".")[0] for name in parts if not name.endswith((".rels", TYPES))}
    assert names == known


def test_its_links_are_the_papers_own(parts: dict[str, bytes]) -> None:
    outside = [n for n, content in parts.items() if n.endswith(".rels") and b'TargetMode="External"' in content]
    assert outside in ([], [RELS])
    assert b"example.gov.uk" not in parts[RELS]


def test_no_mark_of_editing_is_left(parts: dict[str, bytes]) -> None:
    marks = (b"w:rsid", b"<w:ins ", b"<w:del ", b"w:author", b"Change ", b"w:vanish", b"comment", b"w:sdt",
             b"INCLUDETEXT", b"FILENAME", b"docVar", b"trackRevisions", b"documentProtection",
             b"w:permStart")  # fmt: skip
    own = {name: content for name, content in parts.items() if name.endswith(".xml") and name != "docProps/core.xml"}
    assert [(name, mark) for name, content in own.items() for mark in marks if mark in content] == []


def test_what_a_page_shows_is_kept_and_said(parts: dict[str, bytes]) -> None:
    emptied = opened(full_of_secrets())
    shown = next(line for line in emptied.seen if line.startswith("Header: "))
    assert all(words in shown for words in SEEN)
    assert b"PAGE" in parts["word/header1.xml"]
    assert "Footer: The council’s own footer" in emptied.seen
    assert not any(SECRET in line for line in emptied.seen)


def test_what_was_taken_out_is_said_by_its_kind() -> None:
    kinds = {"author", "comments", "company and program", "custom XML", "fields", "footnotes", "building blocks",
             "headers that no page shows", "footers that no page shows", "hidden words", "links", "tracked changes",
             "properties of the file", "pictures of its body"}  # fmt: skip
    assert {*opened(full_of_secrets()).taken_out} == kinds


def test_a_paper_without_a_template_holds_nothing_of_its_makers() -> None:
    with zipfile.ZipFile(io.BytesIO(write(report()))) as archive:
        assert not [n for n in archive.namelist() if "customXml" in n or "app.xml" in n or "thumbnail" in n]
        assert b"python-docx" not in archive.read("docProps/core.xml")


def test_headers_of_first_and_even_pages_are_kept_where_they_are_printed() -> None:
    made = docx.Document(io.BytesIO(changed()))
    page = made.sections[0]
    page.different_first_page_header_footer = True
    made.settings.odd_and_even_pages_header_footer = True
    page.first_page_header.paragraphs[0].text, page.even_page_footer.paragraphs[0].text = "First of all", "Even below"
    out = io.BytesIO()
    made.save(out)
    assert {"Header of the first page: First of all", "Footer of even pages: Even below"} <= {
        *opened(out.getvalue()).seen
    }


def chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + b"\0\0\0\0"


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    made = b"".join(b"\xff" + bytes([m]) + (len(c) + 2).to_bytes(2, "big") + c for m, c in segments)
    return b"\xff\xd8" + made + b"\xff\xda\x00\x02scan\xff\xd9"


def test_pictures_lose_what_cameras_and_programs_wrote_into_them() -> None:
    pixel = base64.b64decode(PIXEL)
    at = pixel.index(b"IDAT") - 4
    marked = pixel[:at] + chunk(b"tEXt", b"Author\0Sesame") + chunk(b"eXIf", b"Sesame") + pixel[at:] + b"Sesame"
    assert without_words(marked) == without_words(pixel) == pixel
    photo = jpeg((0xE0, b"JFIF\0"), (0xE1, b"Exif\0Sesame"), (0xFE, b"Sesame"), (0xE2, b"ICC_PROFILE\0c"), (0xDB, b"q"))
    assert without_words(photo) == jpeg((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0c"), (0xDB, b"q"))
    assert without_words(b"GIF89a Sesame") == b"GIF89a Sesame"


def test_a_picture_of_the_header_is_kept_without_its_words() -> None:
    made = docx.Document(io.BytesIO(changed()))
    pixel = base64.b64decode(PIXEL)
    at = pixel.index(b"IDAT") - 4
    marked = pixel[:at] + chunk(b"tEXt", b"Author\0Sesame") + pixel[at:]
    drawn = made.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(marked))
    drawn._inline.docPr.set("descr", "The council’s arms")
    drawn._inline.docPr.set("name", "Sesame.png")
    out = io.BytesIO()
    made.save(out)
    emptied = opened(out.getvalue())
    assert "Header: a picture or shape, read out as “The council’s arms”" in emptied.seen
    paper = write(report(), out.getvalue())
    assert pixel in list(pictures(paper))
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        assert not [name for name in archive.namelist() if b"Sesame" in archive.read(name)]
    header = docx.Document(io.BytesIO(paper)).sections[0].header
    assert len(list(header._element.iter(qn("w:drawing")))) == 1


def pictures(content: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from (archive.read(name) for name in archive.namelist() if name.startswith("word/media/"))
