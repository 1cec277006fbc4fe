"""The pages of the trail: the list in its states, an entry, and the history of each kind of thing."""

from datetime import datetime, timedelta

HISTORIES = ("claim", "initiative", "plan", "measure", "place", "rate-card", "quarter", "position", "overlap", "cohort",
             "source-figure", "source-explanation", "assumption", "what-if", "scheme", "chosen-set",
             "meeting", "body", "action", "risk")  # fmt: skip


def verify_something(now: datetime) -> None:
    """Three verifications: without a fault, with two, and not finished."""
    from apps.core.models import AuditCheck
    from tests.fixtures import person

    said = ["core_auditentry 12: the row was edited after seal 34.", "initiatives_rate 5: the row was added."]
    checks = ({"finished": False, "by": person("admin")}, {"faults": 2, "found": said}, {})
    for days, more in zip((3, 2, 1), checks, strict=True):
        AuditCheck.objects.create(at=now - timedelta(days=days), seals=1234, head="0" * 64, seconds="1.25", **more)


def trail_addresses() -> dict[str, str]:
    from apps.core.models import AuditEntry

    claim, plan = (
        AuditEntry.objects.filter(subject_type=f"initiatives.{model}").latest("pk").pk
        for model in ("benefitclaim", "measurementplan")
    )
    return {
        "readings": "/initiatives/portage/outcomes/",
        "audit": "/audit/",
        "audit filtered": "/audit/?search=claim&kind=initiatives.benefitclaim&person=manager&first_day=2026-01-27",
        "no audit entry": "/audit/?search=zzz",
        "audit bad filter": "/audit/?first_day=soon&person=zzz",
        "audit entry": f"/audit/{claim}/",
        "audit entry of a plan": f"/audit/{plan}/",
        **{f"history: {kind}": f"/history/{kind}/{pk}/" for kind, pk in subjects().items()},
    }


def subjects() -> dict[str, int]:
    """One row of each kind that has a history, the fullest there is."""
    from apps.core.trail.kinds import kinds, model_of
    from apps.initiatives.models import BenefitClaim

    models = {kind.slug: model_of(kind.model) for kind in kinds() if kind.slug}
    first = {slug: model._default_manager.order_by("pk").values_list("pk", flat=True)[0]
             for slug, model in models.items() if model}  # fmt: skip
    return first | {"claim": BenefitClaim.objects.get(status="approved").pk}
