"""Reads the rate card. A difference between two rates is derived here, never typed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from apps.core.errors import Refused
from apps.core.memory import remembered
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Convention
from apps.core.world import frozen_world, today
from apps.initiatives.models import QuotedDifference, Rate, RateCard
from apps.initiatives.vocabulary import PlacementType, RateCardStatus


@dataclass(frozen=True, slots=True)
class RateSheet:
    """The rates of one card version, £ a placement for a full year."""

    version: int
    price_base: FinancialYear
    rates: dict[PlacementType, Decimal]
    quoted: dict[tuple[PlacementType, PlacementType], Decimal]
    references: dict[PlacementType, str]

    def difference(self, dearer: PlacementType, cheaper: PlacementType) -> Decimal:
        """What one placement costs more than another. Derived where both costs are known, else as quoted."""
        if dearer in self.rates and cheaper in self.rates:
            return self.rates[dearer] - self.rates[cheaper]
        try:
            return self.quoted[dearer, cheaper]
        except KeyError:
            raise Refused(
                f"Rate card version {self.version} has no unit cost for {dearer.label} and {cheaper.label}, and "
                "no quoted difference. Add the rates in a new version."
            ) from None


def rate_sheet(convention: Convention = Convention.CURRENT) -> RateSheet:
    """The report's card, or the one in force today."""
    return _sheet_on(None if convention == Convention.AS_REPORTED else today())


@remembered
def _sheet_on(day: date | None) -> RateSheet:
    """Of the card in force on that day; of the report's where there is none."""
    reported = RateCard.objects.filter(status=RateCardStatus.APPROVED, as_reported=True)
    return sheet_of(_or_refuse(reported.first() if day is None else rate_card_in_force(day)))


def newest_sheet() -> RateSheet:
    """Of the newest approved card, in force already or from a later day: what a draft starts from."""
    return sheet_of(_or_refuse(newest_approved()))


def sheet_of(card: RateCard) -> RateSheet:
    rates = list(Rate.objects.filter(card=card))
    quoted = QuotedDifference.objects.filter(card=card)
    return RateSheet(
        version=card.version,
        price_base=card.price_base,
        rates={PlacementType(r.placement_type): r.amount for r in rates},
        quoted={(PlacementType(q.dearer), PlacementType(q.cheaper)): q.amount for q in quoted},
        references={PlacementType(r.placement_type): r.source_reference for r in rates},
    )


def rate_cards() -> list[RateCard]:
    """All versions, newest first, with rates and people."""
    return list(
        RateCard.objects.select_related("prepared_by", "approved_by")
        .prefetch_related("rates__source", "quoted_differences__source")
        .order_by("-version")
    )


def rate_card(version: int) -> RateCard:
    """Raises ``RateCard.DoesNotExist``."""
    return (
        RateCard.objects.select_related("prepared_by", "approved_by")
        .prefetch_related("rates__source", "quoted_differences__source")
        .get(version=version)
    )


def draft_rate_card() -> RateCard | None:
    return RateCard.objects.filter(status=RateCardStatus.DRAFT).first()


def newest_approved() -> RateCard | None:
    return RateCard.objects.filter(status=RateCardStatus.APPROVED).order_by("-version").first()


def rate_card_in_force(day: date | None = None) -> RateCard | None:
    """On that day, or today."""
    return RateCard.objects.filter(in_force_by(day or today())).order_by("-version").first()


def in_force_by(day: date) -> Q:
    """Approved cards that are or were in force by that day; the report's own always was."""
    return Q(status=RateCardStatus.APPROVED) & (Q(as_reported=True) | Q(in_force_from__lte=day))


def _or_refuse(card: RateCard | None) -> RateCard:
    if card is None:
        if frozen_world():
            raise Refused("This pack holds no approved rate card.")
        raise Refused("There is no approved rate card. Load the report first (manage.py load_report).")
    return card
