from django.db import migrations

from apps.core import rules

DECIDED = "An approved or withdrawn rate card never changes: draft a new version."


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0001_initial"), ("core", "0002_append_only")]
    operations = [
        rules.append_only("initiatives_placecount"),
        rules.append_only("initiatives_placeexclusion"),
        rules.refuse("initiatives_ratecard", "rate_card_decided", "UPDATE OR DELETE", DECIDED, "OLD.status <> 'draft'"),
        rules.refuse(
            "initiatives_ratecard",
            "rate_card_who_fixed",
            "UPDATE",
            "Who prepared a rate card, and whether it is the report's own, never changes: start a new version.",
            "OLD.prepared_by_id IS DISTINCT FROM NEW.prepared_by_id OR OLD.as_reported <> NEW.as_reported",
        ),
        rules.refuse_parts("initiatives_rate", "initiatives_ratecard", "card_id", "p.status <> 'draft'", DECIDED),
        rules.refuse_parts(
            "initiatives_quoteddifference", "initiatives_ratecard", "card_id", "p.status <> 'draft'", DECIDED
        ),
    ]
