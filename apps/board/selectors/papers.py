"""Reads committee papers: their texts, finished versions, files and publications."""

from collections.abc import Mapping

from django.db.models.functions import Length

from apps.board.calculations.paper.checked import Earlier
from apps.board.calculations.paper.document import Paper
from apps.board.calculations.paper.stored import paper_of
from apps.board.models import (
    CommitteePaper,
    DisclosureOverride,
    PaperFile,
    PaperTemplate,
    PaperText,
    PaperVersion,
    Publication,
)
from apps.core.memory import remembered


@remembered
def paper_called(slug: str) -> CommitteePaper | None:
    return CommitteePaper.objects.select_related("meeting__body", "begun_by").filter(slug=slug).first()


@remembered
def paper_of_meeting(meeting: int) -> CommitteePaper | None:
    return CommitteePaper.objects.filter(meeting=meeting).first()


@remembered
def all_papers() -> list[tuple[CommitteePaper, PaperVersion | None]]:
    """Each with its newest version, newest meeting first."""
    rows = PaperVersion.objects.defer("content", "drawings").select_related("making", "publication")
    newest = {v.paper_id: v for v in rows.order_by("paper_id", "-number").distinct("paper_id")}
    papers = CommitteePaper.objects.select_related("meeting__body").order_by("-meeting__date")
    return [(paper, newest.get(paper.pk)) for paper in papers]


@remembered
def texts_of(paper: int) -> Mapping[str, PaperText]:
    """The newest version of each block, with its agreement where somebody has agreed it."""
    rows = PaperText.objects.filter(paper=paper).order_by("block", "-version").distinct("block")
    return {text.block: text for text in rows.select_related("written_by", "agreement__agreed_by")}


@remembered
def versions_of(paper: int) -> list[PaperVersion]:
    """Newest first, with progress, publication and who finished it; without their content."""
    rows = PaperVersion.objects.filter(paper=paper).defer("content", "drawings").order_by("-number")
    return list(rows.select_related("finished_by", "making", "publication__published_by", "pack"))


@remembered
def overrides_of(paper: int) -> list[DisclosureOverride]:
    return list(DisclosureOverride.objects.filter(paper=paper).select_related("decided_by"))


@remembered
def published(slug: str) -> list[Publication]:
    """Of one paper, newest first."""
    rows = Publication.objects.filter(version__paper__slug=slug).order_by("-version__number")
    return list(rows.select_related("version__paper__meeting__body", "version__pack__meeting", "published_by"))


@remembered
def all_published() -> list[Publication]:
    """The newest of each paper, newest meeting first."""
    rows = Publication.objects.order_by("version__paper_id", "-version__number").distinct("version__paper_id")
    found = list(rows.select_related("version__paper__meeting__body"))
    return sorted(found, key=lambda p: p.version.paper.meeting.date, reverse=True)


def published_earlier() -> list[Earlier]:
    """The figures under disclosure control of what was published, of any paper."""
    rows = Publication.objects.order_by("pk").values_list("version__shown_cells", "version__exact_cells")
    return [Earlier(tuple((cell, text) for cell, text in shown), dict(exact)) for shown, exact in rows]


def decided_public(paper: int) -> list[tuple[str, str]]:
    """(cell, as printed) that somebody decided to show, for this paper."""
    return [(o.cell, o.value) for o in overrides_of(paper)]


def stored_paper(version: PaperVersion) -> Paper:
    return paper_of(version.content)


def version_of(slug: str, number: int) -> PaperVersion | None:
    """Never remembered: its files are being made."""
    rows = PaperVersion.objects.select_related("paper__meeting__body", "pack__meeting__body", "making", "finished_by")
    return rows.select_related("publication__published_by").filter(paper__slug=slug, number=number).first()


def file_of(slug: str, number: int, kind: str) -> PaperFile | None:
    return PaperFile.objects.filter(version__paper__slug=slug, version__number=number, format=kind).first()


@remembered
def file_sizes(version: int) -> list[tuple[str, int, str]]:
    """(format, bytes, SHA-256) of a version's files, in the order in which they were made."""
    rows = PaperFile.objects.filter(version=version).annotate(size=Length("content")).order_by("pk")
    return list(rows.values_list("format", "size", "content_hash"))


def newest_template() -> PaperTemplate | None:
    return PaperTemplate.objects.order_by("-pk").first()


@remembered
def templates() -> list[PaperTemplate]:
    """Newest first, without their bytes."""
    return list(PaperTemplate.objects.defer("content").select_related("uploaded_by").order_by("-pk"))
