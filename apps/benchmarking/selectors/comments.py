"""What named persons say of lines: the newest version of each, and its history."""

from dataclasses import dataclass
from datetime import datetime

from apps.benchmarking.models import LineComment
from apps.benchmarking.selectors.benchmark import Comment
from apps.core.memory import remembered


@dataclass(frozen=True, slots=True)
class Version:
    """``text`` is blank where it went back to the rule's sentence, ``generated``."""

    version: int
    text: str
    generated: str
    at: datetime
    by: str


def comments_in_force(table: int) -> dict[str, Comment]:
    """By line, of one published table; a blank newest version leaves the rule's sentence standing alone."""
    rows = (
        LineComment.objects.filter(benchmark_return=table)
        .select_related("line", "written_by")
        .order_by("line_id", "-version")
        .distinct("line_id")
    )
    return {c.line.slug: Comment(c.text, str(c.written_by), c.written_at, c.version) for c in rows if c.text}


@remembered
def comment_versions(table: str, line: str) -> tuple[Version, ...]:
    """Newest first; ``table`` and ``line`` are slugs."""
    rows = LineComment.objects.filter(benchmark_return__slug=table, line__slug=line).select_related("written_by")
    return tuple(
        Version(c.version, c.text, c.generated, c.written_at, str(c.written_by)) for c in rows.order_by("-version")
    )
