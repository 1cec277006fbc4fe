"""A committee paper in words: which texts stand, what is missing, how far its files are."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from apps.board.calculations.paper import blocks
from apps.board.calculations.paper.checked import HiddenFigure, Problem
from apps.board.models import CommitteePaper, DisclosureOverride, PaperTemplate, PaperText, PaperVersion
from apps.board.presenters.packs import frozen_words
from apps.board.presenters.paper_stands import state_words
from apps.board.renderers.docx_template import Emptied
from apps.board.renderers.formats import FORMATS
from apps.board.vocabulary import MakingState
from apps.core.charts import Column, Rows
from apps.core.models import User

LONGEST_BEGINNING = 140
OVERRIDES = (
    Column("figure", "Figure"), Column("value", "As shown"), Column("role", "Decided as"), Column("reason", "Why"),
    Column("by", "By"),
)  # fmt: skip


def paper_rows(papers: Sequence[tuple[CommitteePaper, PaperVersion | None]]) -> Rows:
    rows = [
        {"paper": str(paper), "url": reverse("board:paper", args=[paper.slug]), "state": state_words(newest)}
        for paper, newest in papers
    ]
    columns = (Column("paper", "Committee paper", link="url"), Column("state", "How far it is"))
    return Rows("Committee papers, newest meeting first", columns, rows)


def task_items(
    paper: CommitteePaper, texts: Mapping[str, PaperText], problems: Sequence[Problem], may_write: bool
) -> list[dict[str, str]]:
    wrong = {problem.block for problem in problems}
    return [_task(paper, block, texts.get(block.slug), block.slug in wrong, may_write) for block in blocks.BLOCKS]


def waiting_for(person: User, texts: Mapping[str, PaperText]) -> list[tuple[str, str]]:
    """Texts that this person may agree: those of others that nobody has agreed yet."""
    return [
        (f"{block.slug}:{text.version}", f"{block.name}, version {text.version}: “{_begins(text.words)}”")
        for block in blocks.BLOCKS
        if (text := texts.get(block.slug)) and not hasattr(text, "agreement") and text.written_by_id != person.pk
    ]


def _begins(words: str) -> str:
    """What a person recognises a text by."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_BEGINNING else f"{line[:LONGEST_BEGINNING].rstrip()}…"


def version_rows(versions: Sequence[PaperVersion]) -> Rows:
    columns = (
        Column("number", "Version", link="url"), Column("finished", "Finished"), Column("files", "Files"),
        Column("published", "Published"), Column("notice", "What it corrects"), Column("hash", "Content hash"),
    )  # fmt: skip
    return Rows("Finished versions, newest first", columns, [_version(v) for v in versions])


def override_rows(overrides: Sequence[DisclosureOverride]) -> Rows:
    rows = [
        {"figure": o.label, "value": o.value, "role": o.role, "reason": o.reason,
         "by": f"{o.decided_by or 'The service'}, {o.decided_at:%-d %B %Y}"}
        for o in overrides
    ]  # fmt: skip
    return Rows("Small figures that are shown by a decision", OVERRIDES, rows)


def hidden_rows(hidden: Sequence[HiddenFigure]) -> Rows:
    columns = (Column("figure", "Figure"), Column("value", "As it would be printed"))
    return Rows("Figures that this paper hides", columns, [{"figure": h.label, "value": h.value} for h in hidden])


def progress_words(version: PaperVersion) -> str:
    making = version.making
    made, formats = len(making.done), len(FORMATS)
    of = "in all" if made == formats else f"in {made} of"
    added = f" {making.message}" if making.message else ""
    return {
        MakingState.QUEUED: "The files wait for the worker.",
        MakingState.RUNNING: f"The worker is making the files: {made} of {formats} formats are made.",
        MakingState.DONE: f"The files are made, {of} {formats} formats.{added}",
        MakingState.FAILED: f"The files could not be made: {making.message}",
    }[MakingState(making.state)]


def record_rows(version: PaperVersion) -> list[dict[str, Any]]:
    rows = [
        ("Finished", f"{moment(version.finished_at)}, by {version.finished_by or 'the service'}"),
        ("Content hash (SHA-256)", version.content_hash),
        ("Pack", f"{version.pack}, frozen {frozen_words(version.pack)}, {version.pack.content_hash}"),
    ]
    if version.notice:
        rows.append(("What it corrects", version.notice))
    if publication := getattr(version, "publication", None):
        rows.append(("Published", f"{moment(publication.published_at)}, by {publication.published_by}"))
    return [{"key": key, "value": value} for key, value in rows]


def moment(at: Any) -> str:
    local = localtime(at)
    return f"{local.day} {local:%B %Y, %H:%M}"


def _task(
    paper: CommitteePaper, block: blocks.TextBlock, text: PaperText | None, wrong: bool, may_write: bool
) -> dict[str, str]:
    agreed = text is not None and hasattr(text, "agreement")
    status = "Agreed" if agreed else "Written" if text else "Not written"
    return {
        "title": block.name,
        "url": reverse("board:paper_text", args=[paper.slug, block.slug]) if may_write else "",
        "status": "Needs a change" if wrong and agreed else status,
        "kind": "plain" if agreed and not wrong else "waiting",
        "hint": f"{text.role}{f'; agreed as {text.agreement.role}' if agreed else ''}" if text else "",
    }


def _version(version: PaperVersion) -> dict[str, str]:
    publication = getattr(version, "publication", None)
    return {
        "number": str(version.number),
        "url": reverse("board:paper_version", args=[version.paper.slug, version.number]),
        "finished": f"{moment(version.finished_at)}, {version.finished_by or 'the service'}",
        "files": str(MakingState(version.making.state).label),
        "published": f"{moment(publication.published_at)}, {publication.published_by}"
        if publication
        else "Not published",
        "notice": version.notice,
        "hash": version.content_hash[:12],
    }


def why_not_publish(person: User, version: PaperVersion, later: int | None) -> str:
    """Why this person may not publish this version now; nothing where they may."""
    if getattr(version, "publication", None):
        return "It is published."
    if later:
        return f"Version {later} is finished: that one can be published."
    if version.making.state != MakingState.DONE:
        return "It can be published when its files are made."
    if not person.has_perm("board.publish_paper"):
        return "A finance officer other than the one who finished it publishes it."
    if version.finished_by_id == person.pk:
        return "You cannot publish it: you finished it. Ask another finance officer."
    return ""


def of_template(found: Emptied) -> list[dict[str, str]]:
    """What papers show of the template in use, and what of it never leaves with them."""
    rows = [
        ("On every page of a paper", "; ".join(found.seen) or "Nothing of the template’s"),
        ("Taken out of every paper", "; ".join(["its words", *found.taken_out])),
        ("Lacking in the template", "; ".join(found.lacking)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def template_rows(found: Sequence[PaperTemplate]) -> Rows:
    columns = (Column("name", "File"), Column("hash", "SHA-256"), Column("why", "Why"), Column("by", "Taken by"))
    rows = [
        {
            "name": t.name,
            "hash": t.content_hash[:12],
            "why": t.reason,
            "by": f"{t.uploaded_by}, {moment(t.uploaded_at)}",
        }
        for t in found
    ]
    return Rows("Templates, the one in use first", columns, rows)
