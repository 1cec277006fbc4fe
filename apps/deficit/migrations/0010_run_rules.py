from django.db import migrations
from django.db.migrations import RunSQL

from apps.core import rules
from apps.core.trail.operations import track

ENDED = "A run that has ended is a record and never changes: ask for a new one."
FIXED = "An assumption in force or withdrawn never changes: prepare a new version."
RESULTS = ("projectionpoint", "sensitivityresult", "switchingresult", "calibrationresult")
GROWING = (*RESULTS, "scenario", "scenariorevision", "benefittreatment", "runpublication")
# Only a finished run of the named scenarios is published, and of equal inputs the one whose results stand.
PUBLISHED = RunSQL(
    """
    CREATE FUNCTION deficit_publication_of_finished() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM deficit_projectionrun p WHERE p.id = NEW.run_id
            AND p.state = 'finished' AND p.scenario_id IS NULL AND p.same_as_id IS NULL
        ) THEN
            RAISE EXCEPTION 'Only a finished run of the named scenarios is published.'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER publication_of_finished BEFORE INSERT ON deficit_runpublication
    FOR EACH ROW EXECUTE FUNCTION deficit_publication_of_finished();
    """,
    "DROP TRIGGER publication_of_finished ON deficit_runpublication; DROP FUNCTION deficit_publication_of_finished();",
)


class Migration(migrations.Migration):
    dependencies = [("deficit", "0009_assumptions_and_scenarios"), ("core", "0005_trail")]
    operations = [
        *(rules.append_only(f"deficit_{table}") for table in GROWING),
        *(
            rules.refuse_parts(f"deficit_{table}", "deficit_projectionrun", "run_id", "p.state <> 'running'", ENDED)
            for table in RESULTS
        ),
        rules.refuse("deficit_assumption", "assumption_fixed", "UPDATE OR DELETE", FIXED, "OLD.status <> 'draft'"),
        PUBLISHED,
        *rules.moves_the_stamp("deficit_assumption", *(f"deficit_{table}" for table in GROWING)),
        track("deficit_assumption"),
        track("deficit_scenario"),
        track("deficit_scenariorevision", "deficit_scenario", "scenario_id"),
        track("deficit_benefittreatment"),
        track("deficit_runpublication"),
    ]
