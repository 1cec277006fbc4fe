"""A small pack and a paper of it with one row of everything, hashes and all, without freezing or making anything."""

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import connection, transaction

from apps.board.calculations.pack_hash import Figure, pack_hash
from apps.board.calculations.paper.stored import hash_of_plain
from apps.board.models import (
    CommitteePaper,
    DisclosureOverride,
    Meeting,
    Pack,
    PackFigure,
    PackTable,
    PaperDrawing,
    PaperFile,
    PaperMaking,
    PaperTemplate,
    PaperText,
    PaperVersion,
    Publication,
    Restatement,
    TextAgreement,
)
from apps.board.services.packs import _fitting, _row
from tests.fixtures import person

AT = datetime(2026, 1, 26, 9, tzinfo=UTC)
HOLDS = {"core_document": [{"id": 1, "title": "Report"}], "deficit_position": [{"id": 1, "closing": 1.50}, {"id": 2}]}
FIGURES = (
    Figure("places:a", "Places", "Places", Decimal(140), unit="places", basis="in year", source="Table 1"),
    Figure("dsg:closing", "DSG position", "Deficit", Decimal("105.123456"), unit="£m"),
    Figure("scheme:a", "Schemes", "Status", words="Open", subject="A"),
)


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@transaction.atomic
def small_pack(slug: str = "small", number: int = 1) -> Pack:
    """Parts first, in the pack's own transaction, as the service does."""
    meeting = Meeting.objects.get(slug="2026-01-27-overview-and-scrutiny")
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('board_pack', 'id'))")
        key = cursor.fetchone()[0]
    tables = []
    for name, rows in HOLDS.items():
        content = [{**row, "pack": slug} for row in rows]
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO board_frozenrows (table_name, content_hash, rows, count)"
                " SELECT %s, encode(sha256(convert_to(r::text, 'UTF8')), 'hex'), r, jsonb_array_length(r)"
                " FROM (SELECT jsonb_agg(x ORDER BY x -> 'id') AS r FROM unnest(%s::jsonb[]) x) one"
                " RETURNING id, content_hash",
                [name, [json.dumps(row) for row in content]],
            )
            found, content_hash = cursor.fetchone()
        PackTable.objects.create(pack_id=key, table_name=name, order=0, rows_id=found)
        tables.append((name, 0, content_hash))
    figures = [_fitting(figure) for figure in FIGURES]
    pack = Pack.objects.create(
        pk=key, meeting=meeting, number=number, slug=slug, known_by=date(2026, 1, 27), frozen_at=AT,
        frozen_by=person("finance"), reason="" if number == 1 else "Again", renderer_version="1",
        content_hash=pack_hash(tables, figures),
    )  # fmt: skip
    PackFigure.objects.bulk_create(_row(pack, order, figure) for order, figure in enumerate(figures, start=1))
    return pack


def small_paper(pack: Pack) -> CommitteePaper:
    """Two texts of which one is agreed, two versions of which one is published."""
    finance, manager, admin = (person(name) for name in ("finance", "manager", "admin"))
    paper = CommitteePaper.objects.create(meeting=pack.meeting, slug=pack.meeting.slug, begun_by=manager, begun_at=AT)
    texts = [
        PaperText.objects.create(
            paper=paper, block=block, version=1, words="x", quoted=[["7", "Table 1"]], role="SEND manager",
            written_by=manager, written_at=AT,
        )
        for block in ("legal", "risk")
    ]  # fmt: skip
    TextAgreement.objects.create(text=texts[0], written_by=manager, agreed_by=finance, role="x", agreed_at=AT)
    decided = {"role": "Finance officer", "reason": "x", "decided_by": finance, "decided_at": AT}
    DisclosureOverride.objects.create(paper=paper, cell="a", label="A", value="2", **decided)
    template = PaperTemplate.objects.create(
        name="x.docx", content=b"template", content_hash=sha(b"template"), reason="x", uploaded_by=finance,
        uploaded_at=AT,
    )  # fmt: skip
    first, _ = (_version(paper, pack, number, template) for number in (1, 2))
    Publication.objects.create(
        version=first, finished_by=finance, published_by=admin, published_at=AT, licence="OGL", trail_head=""
    )
    Restatement.objects.create(pack=pack, label="x", was="2", now_is="8", reason="x", entered_at=AT)
    return paper


def _version(paper: CommitteePaper, pack: Pack, number: int, template: PaperTemplate) -> PaperVersion:
    content = {"is": "Paper", "title": f"x {number}", "licence": "OGL"}
    version = PaperVersion.objects.create(
        paper=paper, number=number, pack=pack, template=template, content=content, content_hash=hash_of_plain(content),
        drawings={"a": {}}, shown_cells=[["a", "2"]], exact_cells=[["a", "2"]],
        notice="" if number == 1 else "x",
        finished_by=person("finance"), finished_at=AT,
    )  # fmt: skip
    PaperMaking.objects.create(version=version, asked_at=AT, state="done", done=["html"])
    PaperFile.objects.create(version=version, format="html", content=b"file", content_hash=sha(b"file"), made_at=AT)
    svg, png = b"svg", b"png"
    both = hashlib.sha256(svg).digest() + hashlib.sha256(png).digest()
    PaperDrawing.objects.create(version=version, slug="a", svg=svg, png=png, width=1, height=1, content_hash=sha(both))
    return version
