from django.db import migrations

from apps.core import rules


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0002_rules"), ("core", "0003_data_stamp")]
    operations = rules.moves_the_stamp(
        "initiatives_evidence",
        "initiatives_fund",
        "initiatives_fundingline",
        "initiatives_initiative",
        "initiatives_initiativeoverlap",
        "initiatives_milestone",
        "initiatives_outcomemeasure",
        "initiatives_outcomereading",
        "initiatives_placecount",
        "initiatives_placeexclusion",
        "initiatives_placephasesplit",
        "initiatives_placetranche",
        "initiatives_quoteddifference",
        "initiatives_rate",
        "initiatives_ratecard",
        "initiatives_reportedbenefit",
    )
