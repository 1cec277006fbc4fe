"""Writes what a named person says of a line of a published table. Versions are only added."""

from datetime import datetime

from django.db import transaction

from apps.benchmarking.models import BenchmarkReturn, LineComment, SpendLine
from apps.benchmarking.permissions import check_can_comment
from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.turns import take_turn

MOVED = "Somebody wrote on this line while you were writing. Nothing was saved."


@transaction.atomic
def write_comment(
    *, table: str, line: str, text: str, generated: str, read_version: int, by: User, at: datetime
) -> LineComment:
    """``table`` and ``line`` are slugs; a blank ``text`` goes back to the rule's sentence, ``generated``, which the
    writer saw. Sent twice it is one. Raises ``Stale`` or ``Refused``.
    """
    take_turn(f"benchmarking.comment {table} {line}")
    check_can_comment(by)
    found = BenchmarkReturn.objects.get(slug=table), SpendLine.objects.get(slug=line)
    rows = LineComment.objects.filter(benchmark_return=found[0], line=found[1])
    newest = rows.select_related("written_by").order_by("-version").first()
    stands, version = (newest.text, newest.version) if newest else ("", 0)
    if version != read_version:
        if newest and newest.written_by_id == by.pk and newest.text == text:
            return newest
        said = f"“{stands}”" if stands else "the rule's sentence"
        raise Stale(MOVED, [f"It is {said} now, by {newest.written_by if newest else 'nobody'}; yours is “{text}”."])
    if stands == text:
        raise Refused("Nothing was changed: the text is as it was.")
    comment = LineComment(
        benchmark_return=found[0], line=found[1], version=version + 1, text=text, generated=generated, written_at=at,
        written_by=by,
    )  # fmt: skip
    comment.full_clean()
    comment.save()
    record_change(
        by=by, at=at, action="Wrote on a line of Appendix 3", subject=comment, before={"text": stands},
        after={"text": text, "rule": generated},
    )  # fmt: skip
    return comment
