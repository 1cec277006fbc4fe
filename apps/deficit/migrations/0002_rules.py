from django.db import migrations

from apps.core import rules

PUBLISHED = "A published position never changes: enter a new version."
ENDED = "A run that has ended is a record and never changes: ask for a new one."


class Migration(migrations.Migration):
    dependencies = [("deficit", "0001_initial"), ("core", "0002_append_only")]
    operations = [
        rules.append_only("deficit_avoidanceresult"),
        rules.refuse_parts("deficit_avoidanceresult", "deficit_projectionrun", "run_id", "p.state <> 'running'", ENDED),
        rules.refuse(
            "deficit_position", "position_published", "UPDATE OR DELETE", PUBLISHED, "OLD.status = 'published'"
        ),
        rules.refuse(
            "deficit_position",
            "position_who_fixed",
            "UPDATE",
            "Who prepared a position, and whether it is the report's own, never changes: start a new version.",
            "OLD.prepared_by_id IS DISTINCT FROM NEW.prepared_by_id OR OLD.as_reported <> NEW.as_reported",
        ),
        rules.refuse_parts(
            "deficit_positionline", "deficit_position", "position_id", "p.status = 'published'", PUBLISHED
        ),
        rules.refuse(
            "deficit_projectionrun",
            "run_ended",
            "UPDATE OR DELETE",
            ENDED,
            "OLD.state IN ('finished', 'failed', 'cancelled')",
        ),
    ]
