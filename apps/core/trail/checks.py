"""What verifications of the trail found, in words."""

from collections.abc import Sequence

from apps.core.charts import Column, Rows
from apps.core.models import AuditCheck
from apps.core.money import number
from apps.core.trail.values import moment

NEVER = "The trail was never verified yet. It is each morning at five; an administrator or finance can do it now."
COLUMNS = (
    Column("at", "When"),
    Column("by", "By"),
    Column("seals", "Seals", kind="number"),
    Column("seconds", "Seconds", kind="number", places=1),
    Column("result", "Result"),
)
SHOWN = 5
DAILY = "The service"


def state(checks: Sequence[AuditCheck]) -> str:
    """What the last verification found, in a sentence or two."""
    if not checks:
        return NEVER
    last = checks[0]
    who = f"by {last.by}" if last.by else "by the service"
    return f"Last verified on {moment(last.at)} {who}: {result(last)}"


def result(check: AuditCheck) -> str:
    if not check.finished:
        return (
            "it was stopped before it had read everything, because that takes longer than a page may. The check each "
            "morning has no limit."
        )
    if check.faults:
        return f"{_faults(check.faults)} found. Keep the database as it is, and tell those who run it."
    return f"every one of {number(check.seals)} seals holds, and no fault was found."


def first_faults(checks: Sequence[AuditCheck]) -> list[str]:
    """Of the last verification."""
    return checks[0].found[:SHOWN] if checks else []


def tag(checks: Sequence[AuditCheck]) -> tuple[str, str]:
    """A word for the state, and its kind."""
    if not checks:
        return "Never verified", "waiting"
    if checks[0].faults:
        return "Faults found", "alert"
    return ("No fault", "good") if checks[0].finished else ("Not finished", "waiting")


def check_table(checks: Sequence[AuditCheck]) -> Rows:
    rows = [
        {
            "at": moment(check.at),
            "by": str(check.by or DAILY),
            "seals": check.seals,
            "seconds": check.seconds,
            "result": _short(check),
        }
        for check in checks
    ]
    return Rows("The last verifications, newest first", COLUMNS, rows)


def _short(check: AuditCheck) -> str:
    if not check.finished:
        return "Stopped: it took too long for a page"
    return _faults(check.faults) if check.faults else "No fault"


def _faults(found: int) -> str:
    return f"{number(found)} fault{'' if found == 1 else 's'}"
