"""Reads the rate card. A difference between two rates is derived here, never typed."""

from dataclasses import dataclass
from decimal import Decimal

from apps.core.errors import Refused
from apps.core.memory import remembered
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Convention
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


@remembered
def rate_sheet(convention: Convention = Convention.CURRENT) -> RateSheet:
    """The report's card, or the approved card with the highest version."""
    approved = RateCard.objects.filter(status=RateCardStatus.APPROVED)
    if convention == Convention.AS_REPORTED:
        approved = approved.filter(as_reported=True)
    card = approved.order_by("-version").first()
    if card is None:
        raise Refused("There is no approved rate card. Load the report first (manage.py load_report).")
    return sheet_of(card)


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


def rate_card_in_force() -> RateCard | None:
    return RateCard.objects.filter(status=RateCardStatus.APPROVED).order_by("-version").first()
