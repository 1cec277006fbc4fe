from django.db import migrations

from apps.core import rules


class Migration(migrations.Migration):
    dependencies = [("deficit", "0002_rules"), ("core", "0003_data_stamp")]
    operations = rules.moves_the_stamp(
        "deficit_avoidanceresult", "deficit_policyparameter", "deficit_position", "deficit_positionline"
    )
