from django.db import migrations

from apps.core.trail.operations import track


class Migration(migrations.Migration):
    dependencies = [("deficit", "0004_reported_by_nobody"), ("core", "0005_trail")]
    operations = [
        track("deficit_position"),
        track("deficit_positionline", "deficit_position", "position_id"),
        track("deficit_policyparameter"),
    ]
