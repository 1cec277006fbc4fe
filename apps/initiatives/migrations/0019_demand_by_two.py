"""Demand is agreed as another person stated it, and a scheme that stands keeps its places."""

from django.db import migrations
from django.db.migrations import RunSQL

AGREED = RunSQL(
    """
    CREATE FUNCTION initiatives_demand_agreed_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM initiatives_placedemand d
            WHERE (d.phase, d.need, d.financial_year) = (NEW.phase, NEW.need, NEW.financial_year)
            AND d.version = NEW.version - 1
            AND (d.low, d.central, d.high, d.source_reference) = (NEW.low, NEW.central, NEW.high, NEW.source_reference)
            AND d.state = 'illustrative' AND d.recorded_by_id <> NEW.recorded_by_id
        ) THEN
            RAISE EXCEPTION 'Finance agrees the demand that stands, as another person stated it.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER demand_agreed_by_another BEFORE INSERT ON initiatives_placedemand
    FOR EACH ROW WHEN (NEW.state = 'agreed') EXECUTE FUNCTION initiatives_demand_agreed_by_another();
    """,
    """
    DROP TRIGGER demand_agreed_by_another ON initiatives_placedemand;
    DROP FUNCTION initiatives_demand_agreed_by_another();
    """,
)
# The function of 0017 asks the new row; a deleted one has none.
KEPT = RunSQL(
    """
    CREATE FUNCTION initiatives_scheme_keeps_its_places() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        wanted integer;
        held integer;
    BEGIN
        SELECT CASE WHEN v.status = 'withdrawn' THEN 0 ELSE v.places END INTO wanted
        FROM initiatives_schemeversion v WHERE v.scheme_id = OLD.scheme_id ORDER BY v.version DESC LIMIT 1;
        SELECT coalesce(sum(upper(p.numbers) - lower(p.numbers)), 0) INTO held
        FROM initiatives_schemeplaces p WHERE p.scheme_id = OLD.scheme_id;
        IF coalesce(wanted, 0) <> held THEN
            RAISE EXCEPTION 'A scheme of % places holds % places of a tranche: the two are always the same, and none '
                'of a withdrawn one.', coalesce(wanted, 0), held
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'scheme_holds_its_places';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER scheme_keeps_its_places AFTER DELETE ON initiatives_schemeplaces
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_scheme_keeps_its_places();
    """,
    """
    DROP TRIGGER scheme_keeps_its_places ON initiatives_schemeplaces;
    DROP FUNCTION initiatives_scheme_keeps_its_places();
    """,
)


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0018_occupancy_of_quarters")]
    operations = [AGREED, KEPT]
