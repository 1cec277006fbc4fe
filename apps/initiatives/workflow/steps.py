"""The steps of a claim, in the order in which they are asked."""

from django.db.models import TextChoices


class ClaimStep(TextChoices):
    KIND = "kind", "What kind of benefit it is"
    PERIOD = "period", "When it started and how long it lasts"
    UNITS = "units", "Which places or children it counts"
    EXCLUSIONS = "exclusions", "What is left out, and why"
    COUNTERFACTUAL = "counterfactual", "What would have happened otherwise"
    RATES = "rates", "Which unit costs it rests on"
    SHARES = "shares", "Which initiatives share the effect"
    COST = "cost", "What it costs to deliver, and who pays"
    EVIDENCE = "evidence", "What the evidence is, and how good"
    DECLARATION = "declaration", "What you declare"
