"""Packs, a paper that is begun, one that is published and corrected, and their pages."""

from typing import Any

SLUG = "2026-01-27-overview-and-scrutiny"
BEGUN = "2026-01-deficit-recovery-board"


def pack_something() -> None:
    """After a run is published. The Board's own paper has one text, which states a figure that it hides."""
    from django.utils import timezone

    from apps.board.models import Meeting
    from apps.board.services.papers import begin_paper, write_text
    from apps.board.services.templates import use_template
    from tests.board.paper.january import corrected, published_after_a_run
    from tests.board.paper.templates import template
    from tests.fixtures import person

    corrected(published_after_a_run(files=False))
    now, manager = timezone.now(), person("manager")
    use_template(
        name="council.docx", content=template(), reason="The council’s own style.", by=person("finance"), at=now
    )
    paper = begin_paper(meeting=Meeting.objects.get(slug=BEGUN), by=manager, at=now)
    write_text(
        paper=paper, block="legal", words="There are 2 children and 999 duties.", quoted=[("12", "The report")],
        role="Report author", read_version=0, by=manager, at=now,
    )  # fmt: skip


def pack_addresses() -> dict[str, str]:
    papers, packs = f"/board/papers/{SLUG}/", f"/board/packs/{SLUG}/"
    return {
        "packs": "/board/packs/",
        "pack": packs,
        "pack filtered": f"{packs}?search=Portage&group=Places",
        "no figure": f"{packs}?search=zzz",
        "pack restatements": f"{packs}changes/",
        "pack restatements all": f"{packs}changes/?kind=",
        "restate": f"{packs}restate/",
        "freeze": "/board/meetings/2026-06-08-deficit-recovery-board/freeze/",
        "freeze anew": f"/board/meetings/{SLUG}/freeze/",
        "paper": papers,
        "paper begun": f"/board/papers/{BEGUN}/",
        "paper text": f"{papers}text/financial/",
        "paper text wrong": f"/board/papers/{BEGUN}/text/legal/",
        "paper text new": f"/board/papers/{BEGUN}/text/recommendations/",
        "paper draft": f"/board/papers/{BEGUN}/draft/",
        "paper hidden": f"/board/papers/{BEGUN}/hidden/",
        "paper shown": f"{papers}hidden/",
        "paper finish": f"{papers}finish/",
        "paper finish early": f"/board/papers/{BEGUN}/finish/",
        "paper version": f"{papers}1/",
        "paper template": "/board/paper-template/",
        "as at overview": f"/as-at/{SLUG}/",
        "as at deficit": f"/as-at/{SLUG}/deficit/",
        "as at places": f"/as-at/{BEGUN}/places/",
        "as at none": "/as-at/no-such-pack/",
    }


def public_addresses() -> dict[str, str]:
    """Read without sign-in."""
    public = f"/published/{SLUG}/"
    return {
        "published": "/published/",
        "published paper": public,
        "published replaced": f"{public}1/",
        "published none": "/published/no-such-paper/",
        "published accessibility": "/published/accessibility/",
    }


def pack_refused() -> dict[str, tuple[str, dict[str, Any]]]:
    papers = f"/board/papers/{SLUG}/"
    return {
        "freeze refused": (f"/board/meetings/{SLUG}/freeze/", {"version": "1", "reason": "short"}),
        "freeze stale": (f"/board/meetings/{SLUG}/freeze/", {"version": "0", "reason": "Because it was read late."}),
        "restate refused": (f"/board/packs/{SLUG}/restate/", {"label": "x"}),
        "paper text refused": (f"{papers}text/legal/", {"version": "1", "words": "x", "quoted": "46.4%"}),
        "paper text stale": (
            f"{papers}text/legal/",
            {"version": "0", "words": "There are none.", "quoted": "", "role": "Report author"},
        ),
        "paper agree refused": (f"/board/papers/{BEGUN}/agree/", {"role": ""}),
        "paper show refused": (f"/board/papers/{BEGUN}/hidden/", {"figure": "x|2", "reason": "short"}),
        "paper finish refused": (f"{papers}finish/", {"version": "2", "notice": "short"}),
        "paper template refused": ("/board/paper-template/", {"reason": "short"}),
        "as at refused": (f"/as-at/{SLUG}/deficit/", {}),
    }
