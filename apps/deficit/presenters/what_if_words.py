"""What is said after a what-if was saved or archived, and where assumptions moved while somebody wrote."""

from collections.abc import Mapping

from apps.core.errors import Stale
from apps.deficit.models import Assumption, ScenarioRevision
from apps.deficit.presenters.what_if_changes import kept_of


def saved_text(revision: ScenarioRevision) -> str:
    return (
        f"“{revision.name}”, version {revision.version}, is saved. Its run waits for the worker; this page shows how "
        "far it is, and then its result."
    )


def archived_text(revision: ScenarioRevision) -> str:
    return f"“{revision.name}” is archived. Its address and its last result stay; it is worked out no more."


def overtaken(read: str, rows: Mapping[str, Assumption]) -> Stale | None:
    """``read``: “key=version …” of the assumptions that the page showed. Nothing where they are still in force."""
    shown = dict(pair.partition("=")[::2] for pair in read.split())
    moved = [row for key, row in rows.items() if shown.get(key) != str(row.version)]
    if not moved:
        return None
    said = [f"{row.label}: version {row.version} is in force now, {kept_of(row)}." for row in moved]
    return Stale("Other assumptions were agreed while you were writing. Nothing was saved.", said[:10])
