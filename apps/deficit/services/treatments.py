"""Finance says which benefits its forecast holds already: a row that outweighs the rule."""

from datetime import datetime

from django.db import transaction

from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.services.recompute import request_recompute
from apps.deficit.assumption_permissions import check_can_treat_benefits
from apps.deficit.models import BenefitTreatment
from apps.deficit.runs.queue import one_at_a_time
from apps.deficit.selectors.treatments import treatment_history, treatments
from apps.deficit.vocabulary import BenefitKind
from apps.initiatives.selectors.initiatives import initiative_alone


@transaction.atomic
def treat_benefits(
    *,
    initiative: str,
    kind: BenefitKind,
    in_forecast: bool,
    reason: str,
    by: User,
    at: datetime,
    read: int | None = None,
) -> BenefitTreatment:
    """``read``: how many rows there were when the form was read. Raises ``Stale`` where there are more now, ``Refused``
    where that is how it is treated already: saying it again adds nothing."""
    check_can_treat_benefits(by)
    one_at_a_time()
    before = treatments().get((initiative, kind.value))
    if before is in_forecast:
        raise Refused("Nothing was changed: that is how it is treated already.")
    said = treatment_history()
    if read is not None and len(said) != read:
        raise Stale(
            "Somebody said more of the forecast while you were writing. Nothing was saved.",
            [f"{row}, by {row.by}: {row.reason}" for row in said[: len(said) - read]],
        )
    row = BenefitTreatment(
        initiative=initiative_alone(initiative), kind=kind, in_forecast=in_forecast, reason=reason, by=by, at=at
    )
    row.full_clean()
    row.save(force_insert=True)
    record_change(
        by=by, at=at, action="Said what the forecast holds", subject=row, reason=reason,
        before={} if before is None else {"in_forecast": before}, after={"in_forecast": in_forecast},
    )  # fmt: skip
    request_recompute(by=by, at=at, cause=str(row))
    return row
