from django.db import migrations

from apps.core.trail.operations import track

OF_THEMSELVES = (
    "initiative", "initiativeoverlap", "fund", "outcomemeasure", "placetranche", "placefunding", "measurementplan",
    "ratecard", "benefitclaim", "alreadypublic", "quarter", "cohort",
)  # fmt: skip
OF_ANOTHER = {
    ("initiative", "initiative_id"): (
        "evidence", "milestone", "reportedbenefit", "evidenceitem", "fundingline", "placephasesplit",
    ),
    ("initiativeoverlap", "overlap_id"): ("overlapsettlement",),
    ("outcomemeasure", "measure_id"): ("outcomereading",),
    ("placetranche", "tranche_id"): ("placecount", "placeexclusion"),
    ("measurementplan", "plan_id"): ("plancontributor", "planmeasure", "plancounterfactual"),
    ("ratecard", "card_id"): ("rate", "quoteddifference"),
    ("quarter", "quarter_id"): ("quarterfigure",),
    ("benefitclaim", "claim_id"): (
        "claimunit", "claimdraw", "claimexclusion", "claimmix", "claimshare", "claimcost", "claimevidence",
        "claimcontributor", "claimdecision", "countedunit", "counteddraw", "ledgerentry", "boardnoting",
    ),
}  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0010_quarters_and_overlaps"), ("core", "0005_trail")]
    operations = [
        *(track(f"initiatives_{table}") for table in OF_THEMSELVES),
        *(
            track(f"initiatives_{table}", f"initiatives_{subject}", key)
            for (subject, key), tables in OF_ANOTHER.items()
            for table in tables
        ),
    ]
