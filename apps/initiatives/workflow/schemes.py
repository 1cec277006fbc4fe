"""What may follow what in the life of a scheme. The first of each row is to stay as it is."""

from apps.initiatives.vocabulary import SchemeStatus

_PROPOSED, _COMMISSIONED, _OPEN, _CLOSED, _WITHDRAWN = SchemeStatus

# From open back to commissioned, and from closed back to open, are corrections: they carry a reason as every change.
NEXT: dict[SchemeStatus, tuple[SchemeStatus, ...]] = {
    _PROPOSED: (_PROPOSED, _COMMISSIONED, _OPEN, _WITHDRAWN),
    _COMMISSIONED: (_COMMISSIONED, _PROPOSED, _OPEN, _WITHDRAWN),
    _OPEN: (_OPEN, _CLOSED, _COMMISSIONED),
    _CLOSED: (_CLOSED, _OPEN),
    _WITHDRAWN: (_WITHDRAWN, _PROPOSED, _COMMISSIONED),
}
FIRST = (_PROPOSED, _COMMISSIONED, _OPEN, _CLOSED)
