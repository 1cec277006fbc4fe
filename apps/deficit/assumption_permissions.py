"""Who may do what with assumptions and what-ifs: ``can_x`` for templates, ``check_can_x`` raises a sentence."""

from apps.core.errors import NotAllowed
from apps.core.models import User
from apps.deficit.models import Assumption
from apps.deficit.vocabulary import AssumptionStatus


def can_draft_assumption(user: User) -> bool:
    return user.has_perm("deficit.add_assumption")


def check_can_draft_assumption(user: User) -> None:
    if not can_draft_assumption(user):
        raise NotAllowed("An assumption is changed by finance officers.")


def can_agree_assumption(user: User, draft: Assumption) -> bool:
    try:
        check_can_agree_assumption(user, draft)
    except NotAllowed:
        return False
    return True


def check_can_agree_assumption(user: User, draft: Assumption) -> None:
    if draft.status != AssumptionStatus.DRAFT:
        raise NotAllowed(f"{draft} is {draft.get_status_display().lower()}: nothing is left to decide.")
    if not user.has_perm("deficit.agree_assumption"):
        raise NotAllowed("An assumption is agreed by a finance officer.")
    if draft.prepared_by_id == user.pk:
        raise NotAllowed("You prepared this change, so another finance officer agrees it.")


def can_withdraw_assumption(user: User, draft: Assumption) -> bool:
    return draft.status == AssumptionStatus.DRAFT and (
        draft.prepared_by_id == user.pk or user.has_perm("deficit.agree_assumption")
    )


def can_save_scenario(user: User) -> bool:
    return user.has_perm("deficit.add_scenario")


def check_can_save_scenario(user: User) -> None:
    if not can_save_scenario(user):
        raise NotAllowed("A what-if is saved by SEND managers and finance officers.")


def can_treat_benefits(user: User) -> bool:
    return user.has_perm("deficit.add_benefittreatment")


def check_can_treat_benefits(user: User) -> None:
    if not can_treat_benefits(user):
        raise NotAllowed("Finance says what its forecast holds.")
