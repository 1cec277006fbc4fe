"""How a hidden figure is written: the shorthand of the Government Analysis Function, explained where it stands.

The guidance asks for a letter in square brackets, ``[c]`` for confidential, never for a blank, a dash or a star, which
a screen reader skips or reads wrongly, and for one line above the table that says what it means.
"""

from apps.core.disclosure.protect import ProtectedCell, ProtectedPublication, Reason

SHORTHAND = "[c]"


def reason_in_words(cell: ProtectedCell, threshold: int) -> str:
    """``fewer than 5``, or that the cell is hidden for another's sake, or either; empty for a shown one."""
    small, other = f"fewer than {threshold}", "hidden so that a smaller figure cannot be worked out"
    words = {Reason.SMALL: small, Reason.SECONDARY: other, Reason.UNSAID: f"{small}, or {other}"}
    return words[cell.reason] if cell.reason else ""


def note(publication: ProtectedPublication) -> str:
    """The line above a table. It does not say which gap has which reason."""
    last = publication.threshold - 1
    return (
        f"{SHORTHAND} means confidential: the figure is of 1 to {last} children or places, or is money that would give "
        "such a figure away, or is hidden so that a smaller figure cannot be worked out. 0 is shown as 0."
    )
