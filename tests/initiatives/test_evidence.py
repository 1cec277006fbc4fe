"""Evidence: attached, refused, renewed, stale, scanned, given back as a download to those who may open it."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from apps.core.attached import attached
from apps.core.scanning import Infected
from apps.initiatives.models import EvidenceItem, Initiative
from apps.initiatives.selectors.evidence_items import evidence_items
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of

pytestmark = pytest.mark.usefixtures("report", "store")
URL = "/initiatives/portage/evidence/add/"
PDF = b"%PDF-1.7\nOccupancy of places\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


@pytest.fixture
def store(settings, tmp_path: Path) -> Path:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.EVIDENCE_SCANNER = []
    return settings.EVIDENCE_DIR


def as_(who: str) -> Client:
    return signed_in(Client(), person(who))


def office(main: str, text: str, *more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(main, f"<w:document><w:p><w:t>{text}</w:t></w:p></w:document>")
        for name in more:
            file.writestr(name, "x")
    return out.getvalue()


def sent(name: str = "occupancy.pdf", content: bytes = PDF, **changes: object) -> dict[str, object]:
    whole = {
        "title": "Occupancy of opened places", "kind": "file", "evidence": SimpleUploadedFile(name, content),
        "source": "Capital team", "n": "264", "first_day": "1 September 2025", "last_day": "31 December 2025",
        "expires_on": "31 March 2090", "address": "", "replaces": "",
    }  # fmt: skip
    return {**whole, **changes}


def link(**changes: object) -> dict[str, object]:
    fields = sent(**({"kind": "link", "address": "https://www.gov.uk/paper"} | changes))
    fields.pop("evidence")
    return fields


def scans_clean(content: bytes) -> str:
    return "clean (test)"


def scans_infected(content: bytes) -> str:
    raise Infected


def test_a_file_is_kept_by_its_hash_and_given_back_as_a_download(store: Path) -> None:
    answer = as_("manager").post(URL, sent(), follow=True)
    page = text_of(answer)
    item = EvidenceItem.objects.get()
    assert f"“Occupancy of opened places” is attached (reference: evidence {item.pk})" in page
    assert "not scanned: no scanner is configured" in page
    assert (store / item.sha256[:2] / item.sha256).read_bytes() == PDF
    got = as_("adviser").get(f"/evidence/{item.pk}/file/")
    assert got.content == PDF
    assert got.headers["Content-Disposition"] == 'attachment; filename="occupancy.pdf"'
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Type"] == "application/pdf"
    assert as_("board").get(f"/evidence/{item.pk}/file/").status_code == 403
    assert Client().get(f"/evidence/{item.pk}/file/").status_code == 302
    listed = as_("board").get("/initiatives/portage/")
    assert "Occupancy of opened places Stands Capital team. September to December 2025. n 264." in text_of(listed)
    assert f"/evidence/{item.pk}/file/" not in listed.content.decode()


def test_a_changed_or_lost_file_is_not_given(store: Path) -> None:
    manager = as_("manager")
    manager.post(URL, sent())
    item = EvidenceItem.objects.get()
    (store / item.sha256[:2] / item.sha256).write_bytes(b"other")
    assert manager.get(f"/evidence/{item.pk}/file/").status_code == 404
    assert manager.get("/evidence/999999/file/").status_code == 404


def test_a_link_is_kept_and_sent_twice_is_one() -> None:
    manager = as_("manager")
    for _ in range(2):
        assert manager.post(URL, link()).status_code == 302
    item = EvidenceItem.objects.get()
    assert (item.kind, item.address) == ("link", "https://www.gov.uk/paper")
    assert manager.get(f"/evidence/{item.pk}/file/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (sent(title=""), "Title: Say what it shows"),
        (sent(kind=""), "Choose whether you attach a file or a link, or cite a paper."),
        (sent(source=""), "Source: Say who made it"),
        (sent(expires_on=""), "Expires on: Enter the day from which it must be renewed"),
        (sent(expires_on="1 May 2020"), "Expires on: 1 May 2020 is past."),
        (sent(expires_on="soon"), "Expires on: “soon” is not a day."),
        (sent(last_day=""), "To: Enter both days of the period, or neither."),
        (sent(last_day="1 May 2020"), "To: “1 May 2020” is before the first day."),
        (sent(n="0"), "“0” is not between 1 and"),
        (sent(replaces="999999"), "“999999” is not an item that can be renewed."),
        (sent(address="https://www.gov.uk/"), "Clear the link, or choose “A link”."),
        (sent("occupancy.exe", b"MZ\x90"), "“occupancy.exe” is not a PDF, DOCX, XLSX, CSV, PNG or JPG."),
        (sent("occupancy.pdf", PNG), "“occupancy.pdf” does not hold what its name says. Save it again as PDF."),
        (sent("occupancy.png", PDF), "does not hold what its name says"),
        (sent("occupancy.csv", b"\x00\x01\x02"), "control character"),
        (sent("empty.pdf", b""), "“empty.pdf” is empty."),
        (sent("big.pdf", PDF + b" " * 10 * 1024 * 1024), "“big.pdf” is larger than 10 MB."),
        (sent("A123456789012.pdf"), "looks like a unique pupil number"),
        (sent("list.csv", b"name,upn\r\nx,A123456789012\r\n"), "looks like a unique pupil number"),
        (sent("list.docx", office("word/document.xml", "Lives at BH1 1AA")), "looks like a postcode"),
        (sent("list.xlsx", office("xl/workbook.xml", "x", "xl/vbaProject.bin")), "holds macros"),
        (sent("list.docx", office("xl/workbook.xml", "x")), "does not hold what its name says"),
        (sent("script.pdf", b"%PDF-1.7 /OpenAction /JavaScript (x)"), "holds scripts, forms or other files"),
        (sent(title="Child A123456789012"), "Title: “A123456789012” looks like a unique pupil number"),
        (link(address=""), "Link: Enter the link"),
        (link(kind="cite"), "Link: You cite a paper and gave a link."),
        (sent(kind="cite"), "File: You cite a paper and chose a file."),
        (link(address="javascript:alert(1)"), "“javascript:alert(1)” is not an address."),
        (link(address="ftp://example.org/x"), "“ftp://example.org/x” is not an address."),
        (link(address="https://me:secret@example.org/"), "holds a name or a password"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_item_names_field_value_and_remedy(fields: dict[str, object], said: str, store: Path) -> None:
    for value in fields.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    answer = as_("manager").post(URL, fields)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not EvidenceItem.objects.exists()
    assert not store.exists()


@pytest.mark.parametrize(
    ("scanner", "said"),
    [
        ("tests.initiatives.test_evidence.scans_infected", "the virus scanner refuses “occupancy.pdf”"),
        ("tests.initiatives.test_evidence.not_there", "gave no verdict"),
        (["false"], "the virus scanner refuses"),
        (["sh", "-c", "exit 2"], "gave no verdict"),
        (["no-such-scanner"], "gave no verdict"),
    ],
)
def test_what_the_scanner_does_not_pass_is_not_kept(settings, store: Path, scanner: object, said: str) -> None:
    settings.EVIDENCE_SCANNER = scanner
    answer = as_("manager").post(URL, sent())
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not EvidenceItem.objects.exists()
    assert not store.exists()


@pytest.mark.parametrize("scanner", ["tests.initiatives.test_evidence.scans_clean", ["sh", "-c", "cat > /dev/null"]])
def test_the_scanners_verdict_is_stored(settings, scanner: object) -> None:
    settings.EVIDENCE_SCANNER = scanner
    as_("manager").post(URL, sent())
    assert EvidenceItem.objects.get().scan_result in ("clean (test)", "clean (sh)")


def test_a_stale_item_is_renewed_once() -> None:
    manager = as_("manager")
    manager.post(URL, link())
    old = EvidenceItem.objects.get()
    subject = Initiative.objects.get(slug="portage")
    assert [one.stale for one in evidence_items(subject, date(2090, 3, 31))] == [True]
    assert [one.stale for one in evidence_items(subject, date(2090, 3, 30))] == [False]
    renewal = link(title="Occupancy, renewed", replaces=str(old.pk))
    assert manager.post(URL, renewal).status_code == 302
    assert [one.stale for one in evidence_items(subject, date(2089, 3, 31))] == [False, False]
    page = text_of(as_("board").get("/initiatives/portage/"))
    assert "Renewed by “Occupancy, renewed”" in page
    assert manager.post(URL, link(title="Again", replaces=str(old.pk))).status_code == 409


def test_a_paper_is_cited_without_a_file_or_a_link() -> None:
    cited = link(kind="cite", address="", source="Report of 27 January 2026, para 4.10")
    page = text_of(as_("manager").post(URL, cited, follow=True))
    item = EvidenceItem.objects.get()
    assert (item.kind, item.address, item.sha256) == ("cite", "", "")
    assert f"(reference: evidence {item.pk}), cited, without a file or a link." in page
    assert as_("manager").get(f"/evidence/{item.pk}/file/").status_code == 404


@pytest.mark.parametrize("who", ["board", "adviser"])
def test_only_those_who_may_attach(who: str) -> None:
    assert as_(who).post(URL, link()).status_code == 403
    assert "Attach evidence" not in text_of(as_(who).get("/initiatives/portage/"))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.png", PNG, "image/png"),
        ("A.JPEG", b"\xff\xd8\xff\xe0" + b"\x00" * 20, "image/jpeg"),
        ("a.csv", b"x,y\r\n1,2\r\n", "text/csv; charset=utf-8"),
        ("C:\\folder\\a.docx", office("word/document.xml", "Fine"), "wordprocessingml.document"),
        ("a.xlsx", office("xl/workbook.xml", "Fine"), "spreadsheetml.sheet"),
    ],
)
def test_each_kind_is_taken(name: str, content: bytes, kind: str) -> None:
    found = attached(name, content, len(content))
    assert found.content_type.endswith(kind)
    assert "\\" not in found.name


def test_a_renewal_sent_again_after_it_was_saved_is_the_same_one(client: Client, report: None) -> None:
    """However late: the item that it renews is no longer offered, and what it made stands."""
    signed_in(client, person("manager"))
    now = timezone.now()
    old = EvidenceItem.objects.create(
        initiative=Initiative.objects.get(slug="portage"), title="Occupancy", kind="link", source="Return",
        address="https://example.org/", expires_on=now.date() + timedelta(days=90), added_by=person("manager"),
        added_at=now,
    )  # fmt: skip
    body = {"title": "Occupancy", "kind": "link", "address": "https://example.org/new", "source": "Return, January",
            "expires_on": (now.date() + timedelta(days=180)).isoformat(), "replaces": old.pk}  # fmt: skip
    path = "/initiatives/portage/evidence/add/"
    assert [client.post(path, body).status_code for _ in range(2)] == [302, 302]
    assert EvidenceItem.objects.filter(replaces=old).count() == 1
    assert client.post(path, {**body, "source": "Return, February"}).status_code == 409
    assert client.post(path, {**body, "replaces": "9" * 30}).status_code == 422
