"""Loads the report's unit costs as rate card version 1: the council published it, so nobody drafts or approves it."""

from apps.core.loading import Load, Ref, Table
from apps.initiatives.models import QuotedDifference, Rate, RateCard
from apps.initiatives.vocabulary import RateCardStatus

CARD = Ref("card", ("card_version",), ("version",), {"as_reported": True})


def load_rates(load: Load) -> None:
    load.table(
        Table(
            file="rate_cards.csv",
            model=RateCard,
            key=("version",),
            columns=("version", "price_base", "reason"),
            fixed={
                "status": RateCardStatus.APPROVED.value,
                "as_reported": True,
                "prepared_at": load.stated_at,
                "in_force_from": load.stated_at.date(),
            },
            append_only=True,
        )
    )
    load.table(
        Table(
            file="rates.csv",
            model=Rate,
            key=("card", "placement_type"),
            columns=("placement_type",),
            scaled={"amount_gbp": ("amount", 1)},
            refs=(CARD,),
            append_only=True,
        )
    )
    load.table(
        Table(
            file="quoted_differences.csv",
            model=QuotedDifference,
            key=("card", "dearer", "cheaper"),
            columns=("dearer", "cheaper", "note"),
            scaled={"amount_gbp": ("amount", 1)},
            refs=(CARD,),
            append_only=True,
        )
    )
