"""Names a group of children with its size, so that claims on it together never draw more."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from apps.core.errors import Refused
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.initiatives.models import BenefitClaim, Cohort
from apps.initiatives.permissions import check_can_make_claims
from apps.initiatives.services.claims.units import save_draw


@transaction.atomic
def add_cohort(*, initiative_id: int, name: str, size: int, source_reference: str, by: User, at: datetime) -> Cohort:
    """The same name, size and source sent twice gives the first. Raises ``NotAllowed`` or ``Refused``."""
    check_can_make_claims(by)
    if made := _there_already(name, initiative_id, size, source_reference):
        return made
    cohort = Cohort(
        initiative_id=initiative_id, name=name, size=size, source_reference=source_reference, added_by=by, added_at=at
    )
    cohort.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            cohort.save(force_insert=True)
    except IntegrityError:
        if made := _there_already(name, initiative_id, size, source_reference):
            return made
        raise
    after = {"name": name, "size": size, "source_reference": source_reference}
    record_change(by=by, at=at, action="Named a cohort", subject=cohort, after=after)
    return cohort


@transaction.atomic
def draw_on_new_cohort(
    *,
    claim_id: int,
    name: str,
    size: int,
    source_reference: str,
    units: Decimal,
    read_version: int,
    by: User,
    at: datetime,
) -> BenefitClaim:
    """Names a cohort of the claim's initiative and draws on it; both or neither. Raises as ``save_draw``."""
    subject = BenefitClaim.objects.values_list("initiative_id", flat=True).get(pk=claim_id)
    cohort = add_cohort(initiative_id=subject, name=name, size=size, source_reference=source_reference, by=by, at=at)
    return save_draw(claim_id=claim_id, cohort=cohort.pk, units=units, read_version=read_version, by=by, at=at)


def _there_already(name: str, initiative_id: int, size: int, source_reference: str) -> Cohort | None:
    made = Cohort.objects.filter(name=name).first()
    if made and (made.initiative_id, made.size, made.source_reference) != (initiative_id, size, source_reference):
        raise Refused(f"“{name}” is there already. Choose it from the list, or use another name.")
    return made
