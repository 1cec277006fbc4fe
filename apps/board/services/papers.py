"""A committee paper from its first text to its publication. Texts and versions are only ever added."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from apps.board.calculations.paper.blocks import BY_SLUG
from apps.board.calculations.paper.stored import hash_of, paper_of, plain
from apps.board.content.drafted import drafted, with_notices
from apps.board.content.notice import refusals_of_notice
from apps.board.models import (
    CommitteePaper,
    DisclosureOverride,
    Meeting,
    PaperMaking,
    PaperText,
    PaperVersion,
    Publication,
    TextAgreement,
)
from apps.board.paper_permissions import (
    check_can_agree,
    check_can_finish,
    check_can_override,
    check_can_publish,
    check_can_write,
)
from apps.board.selectors.papers import newest_template, texts_of, versions_of
from apps.board.services.making import nudge_worker
from apps.board.vocabulary import MakingState
from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.trail import heads
from apps.core.turns import take_turn

TURN = "a committee paper"


@transaction.atomic
def begin_paper(*, meeting: Meeting, by: User | None, at: datetime) -> CommitteePaper:
    """One paper of a meeting: asked for twice, it is there once."""
    check_can_write(by)
    take_turn(TURN)
    if known := CommitteePaper.objects.filter(meeting=meeting).first():
        return known
    made = CommitteePaper(meeting=meeting, slug=meeting.slug, begun_by=by, begun_at=at)
    made.full_clean()
    made.save()
    record_change(by=by, at=at, action="Began a committee paper", subject=made, after={"slug": made.slug})
    return made


@transaction.atomic
def write_text(
    *, paper: CommitteePaper, block: str, words: str, quoted: Sequence[tuple[str, str]], role: str, read_version: int,
    by: User, at: datetime,
) -> PaperText:  # fmt: skip
    """A new version of one block's text; it must be agreed anew. Raises ``NotAllowed``, ``Stale`` and ``Refused``."""
    check_can_write(by)
    take_turn(TURN)
    if block not in BY_SLUG:
        raise Refused(f"“{block[:40]}” is no block of a paper.")
    old = texts_of(paper.pk).get(block)
    version = old.version if old else 0
    if version != read_version:
        raise Stale("This text was saved by somebody else meanwhile.", [f"It reads now: “{old.words if old else ''}”"])
    pairs = [list(pair) for pair in quoted]
    if old and (old.words, old.quoted, old.role) == (words, pairs, role):
        raise Refused("Nothing was changed: the text is as it was.")
    made = PaperText(
        paper=paper,
        block=block,
        version=version + 1,
        words=words,
        quoted=pairs,
        role=role,
        written_by=by,
        written_at=at,
    )
    made.full_clean()
    made.save()
    before = {"version": version} if version else {}
    record_change(
        by=by, at=at, action="Wrote a text of a paper", subject=paper, before=before,
        after={"version": made.version, "block": BY_SLUG[block].heading, "role": role},
    )  # fmt: skip
    return made


@transaction.atomic
def agree_texts(
    *, paper: CommitteePaper, read: Sequence[tuple[str, int]], role: str, by: User, at: datetime
) -> list[TextAgreement]:
    """Agrees each block in the version that was read. Nobody agrees a text of their own, and all or none are agreed.

    Raises ``NotAllowed``, ``Stale`` and ``Refused``.
    """
    check_can_agree(by)
    take_turn(TURN)
    if not read:
        raise Refused("Choose at least one text to agree.")
    standing = texts_of(paper.pk)
    made = []
    for block, version in read:
        text = standing.get(block)
        if text is None or text.version != version:
            name = BY_SLUG[block].name if block in BY_SLUG else block[:40]
            raise Stale("A text was changed while you were reading it.", [f"{name}: read it again."])
        if text.written_by_id == by.pk:
            raise NotAllowed(f"{BY_SLUG[block].name}: you cannot agree this text: you wrote it.")
        if hasattr(text, "agreement"):
            continue
        made.append(TextAgreement(text=text, written_by=text.written_by, agreed_by=by, role=role, agreed_at=at))
    TextAgreement.objects.bulk_create(made)
    for agreement in made:
        record_change(
            by=by, at=at, action="Agreed a text of a paper", subject=paper,
            after={"version": agreement.text.version, "block": BY_SLUG[agreement.text.block].heading, "role": role},
        )  # fmt: skip
    return made


@transaction.atomic
def show_figure(
    *, paper: CommitteePaper, cell: str, value: str, role: str, reason: str, by: User | None, at: datetime
) -> DisclosureOverride:
    """Decides that a hidden figure is shown. Raises ``Refused`` where the paper does not hide it (any more)."""
    check_can_override(by)
    take_turn(TURN)
    if known := DisclosureOverride.objects.filter(paper=paper, cell=cell, value=value).first():
        return known
    found = drafted(paper)
    hidden = {(h.cell, h.value): h for h in found.disclosed.hidden} if found.disclosed else {}
    if (cell, value) not in hidden:
        raise Refused("The paper does not hide this figure any more. Open the page again and see what it hides.")
    label = hidden[cell, value].label
    made = DisclosureOverride(
        paper=paper, cell=cell, label=label, value=value, role=role, reason=reason, decided_by=by, decided_at=at
    )
    made.full_clean()
    made.save()
    record_change(
        by=by, at=at, action="Decided that a small figure is shown", subject=paper, reason=reason,
        after={"figure": label, "value": value, "role": role},
    )  # fmt: skip
    return made


@transaction.atomic
def finish_paper(
    *, paper: CommitteePaper, read_versions: int, notice: str, by: User | None, at: datetime, read: str = ""
) -> PaperVersion:
    """Keeps the paper as it stands under one hash, and asks the worker for its files.

    ``read`` is the hash of the draft that the person read; a loader, who read none, leaves it out.

    Raises ``NotAllowed``, ``Stale``, and ``Refused`` with every reason why it cannot be finished.
    """
    check_can_finish(by)
    take_turn(TURN)
    earlier = versions_of(paper.pk)
    if len(earlier) != read_versions:
        raise Stale("The paper was finished meanwhile.", [f"Versions: {read_versions} when read, {len(earlier)} now."])
    if earlier and not notice.strip():
        raise Refused("Say what this version corrects.")
    found = drafted(paper)
    if found.problems or found.paper is None or found.pack is None:
        raise Refused(" ".join(problem.sentence for problem in found.problems))
    if earlier and found.disclosed:
        corrected_paper = paper_of(earlier[0].content)
        if refusals := refusals_of_notice(notice, found.pack, found.paper, corrected_paper, found.disclosed):
            raise Refused(" ".join(refusals))
    if read and read != hash_of(found.paper):
        raise Stale("The paper was changed after you had read it.", ["Read it again as it would be finished now."])
    number = len(earlier) + 1
    corrected = [*((v.number, v.notice) for v in reversed(earlier)), (number, notice.strip())]
    notices = [f"Version {n} corrects: {words}" for n, words in corrected if words]
    document = with_notices(found.paper, number, notices)
    made = PaperVersion(
        paper=paper, number=number, pack=found.pack, template=newest_template(), content=plain(document),
        content_hash=hash_of(document), drawings=dict(found.drawings),
        shown_cells=[list(pair) for pair in found.shown_cells],
        exact_cells=[list(pair) for pair in found.exact_cells], notice=notice.strip(),
        finished_by=by, finished_at=at,
    )  # fmt: skip
    made.full_clean()
    made.save()
    PaperMaking.objects.create(version=made, state=MakingState.QUEUED, asked_at=at)
    record_change(
        by=by, at=at, action="Finished a paper", subject=paper, reason=made.notice,
        after={"version": number, "content_hash": made.content_hash},
    )  # fmt: skip
    transaction.on_commit(nudge_worker)
    return made


@transaction.atomic
def publish_paper(*, version: PaperVersion, by: User, at: datetime) -> Publication:
    """Makes a finished version public for good. Raises ``NotAllowed`` and ``Refused``."""
    check_can_publish(by, version.finished_by)
    take_turn(TURN)
    if known := Publication.objects.filter(version=version).first():
        return known
    making = version.making
    if making.state != MakingState.DONE:
        raise Refused("Its files are not all made yet. Wait until they are, or see why they failed.")
    if version.paper.versions.filter(number__gt=version.number).exists():
        raise Refused("A later version has been finished. Publish that one.")
    _check_still_disclosed(version)
    head = heads.current_head()
    made = Publication(
        version=version, finished_by=version.finished_by, published_by=by, published_at=at,
        licence=version.content["licence"], trail_head=str(head) if head else "",
    )  # fmt: skip
    made.full_clean()
    made.save()
    record_change(
        by=by, at=at, action="Published a paper", subject=version.paper, reason=version.notice,
        after={"version": version.number, "content_hash": version.content_hash},
    )  # fmt: skip
    return made


def _check_still_disclosed(version: PaperVersion) -> None:
    """What was published since the version was finished may let a figure of it be worked out, or give one away."""
    found = drafted(version.paper).disclosed
    hidden = {figure.cell for figure in found.hidden} if found else set()
    if shown := [cell for cell, _ in version.shown_cells if cell in hidden]:
        labels = ", ".join(figure.label for figure in found.hidden if figure.cell in shown) if found else ""
        raise Refused(
            f"Since it was finished another paper was published, and together they would give small figures away: "
            f"{labels}. Finish this paper again, and it hides them."
        )
