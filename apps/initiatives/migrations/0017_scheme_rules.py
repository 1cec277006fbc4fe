"""What the database keeps of schemes: versions only grow, a scheme holds as many places as it has, within its tranche,
and origins never outnumber the filled places of their reading.
"""

from django.db import migrations
from django.db.migrations import RunSQL

from apps.core import rules
from apps.core.trail.operations import track

ONLY_GROW = ("schemeversion", "occupancyreading", "occupantorigin", "placedemand")
STAMPED = ("placescheme", "schemeversion", "schemeplaces", "occupancyreading", "occupantorigin", "placedemand")

# At the commit, since a scheme, its version, its places and the tranche's count come one after the other.
HOLDS = RunSQL(
    """
    CREATE FUNCTION initiatives_scheme_holds_its_places() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        whose bigint := (to_jsonb(NEW) ->> 'scheme_id')::bigint;
        wanted integer;
        held integer;
    BEGIN
        SELECT CASE WHEN v.status = 'withdrawn' THEN 0 ELSE v.places END INTO wanted
        FROM initiatives_schemeversion v WHERE v.scheme_id = whose ORDER BY v.version DESC LIMIT 1;
        SELECT coalesce(sum(upper(p.numbers) - lower(p.numbers)), 0) INTO held
        FROM initiatives_schemeplaces p WHERE p.scheme_id = whose;
        IF wanted IS DISTINCT FROM held THEN
            RAISE EXCEPTION 'A scheme of % places holds % places of a tranche: the two are always the same, and none '
                'of a withdrawn one.', coalesce(wanted, 0), held
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'scheme_holds_its_places';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER scheme_holds_its_places AFTER INSERT ON initiatives_schemeversion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_scheme_holds_its_places();
    CREATE CONSTRAINT TRIGGER scheme_places_its_own AFTER INSERT OR UPDATE ON initiatives_schemeplaces
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_scheme_holds_its_places();

    CREATE FUNCTION initiatives_schemes_within_tranche() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        whose bigint := (to_jsonb(NEW) ->> 'tranche_id')::bigint;
        counted integer;
        last integer;
    BEGIN
        SELECT c.places INTO counted FROM initiatives_placecount c WHERE c.tranche_id = whose
        ORDER BY c.version DESC LIMIT 1;
        SELECT max(upper(p.numbers) - 1) INTO last FROM initiatives_schemeplaces p WHERE p.tranche_id = whose;
        IF coalesce(last, 0) > coalesce(counted, 0) THEN
            RAISE EXCEPTION 'Schemes hold place % of a tranche of % places. Change the schemes first.', last,
                coalesce(counted, 0) USING ERRCODE = 'restrict_violation', CONSTRAINT = 'schemes_within_tranche';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER schemes_within_tranche AFTER INSERT OR UPDATE ON initiatives_schemeplaces
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_schemes_within_tranche();
    CREATE CONSTRAINT TRIGGER count_holds_its_schemes AFTER INSERT ON initiatives_placecount
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_schemes_within_tranche();

    -- The reading is never locked: it only grows, and the application's role may not change it.
    CREATE FUNCTION initiatives_origin_with_reading() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM initiatives_occupancyreading r WHERE r.id = NEW.reading_id AND core_made_here(r.xmin)
        ) THEN
            RAISE EXCEPTION 'Origins are recorded with their reading. Correct the reading by a new version.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER origin_with_reading BEFORE INSERT ON initiatives_occupantorigin
    FOR EACH ROW EXECUTE FUNCTION initiatives_origin_with_reading();

    CREATE FUNCTION initiatives_origins_within_filled() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        whose bigint := (to_jsonb(NEW) ->> 'reading_id')::bigint;
        filled integer;
        told integer;
    BEGIN
        SELECT r.filled INTO filled FROM initiatives_occupancyreading r WHERE r.id = whose;
        SELECT sum(o.number) INTO told FROM initiatives_occupantorigin o WHERE o.reading_id = whose;
        IF told > filled THEN
            RAISE EXCEPTION 'Origins are given for % children of % filled places. Give at most as many.', told, filled
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'origins_within_filled';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER origins_within_filled AFTER INSERT ON initiatives_occupantorigin
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_origins_within_filled();
    """,
    """
    DROP TRIGGER origins_within_filled ON initiatives_occupantorigin;
    DROP TRIGGER origin_with_reading ON initiatives_occupantorigin;
    DROP TRIGGER count_holds_its_schemes ON initiatives_placecount;
    DROP TRIGGER schemes_within_tranche ON initiatives_schemeplaces;
    DROP TRIGGER scheme_places_its_own ON initiatives_schemeplaces;
    DROP TRIGGER scheme_holds_its_places ON initiatives_schemeversion;
    DROP FUNCTION initiatives_origins_within_filled();
    DROP FUNCTION initiatives_origin_with_reading();
    DROP FUNCTION initiatives_schemes_within_tranche();
    DROP FUNCTION initiatives_scheme_holds_its_places();
    """,
)


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0016_schemes"), ("core", "0006_audit_words")]
    operations = [
        HOLDS,
        *(rules.append_only(f"initiatives_{table}") for table in ONLY_GROW),
        *rules.moves_the_stamp(*(f"initiatives_{table}" for table in STAMPED)),
        track("initiatives_placescheme"),
        *(
            track(f"initiatives_{table}", "initiatives_placescheme", "scheme_id")
            for table in ("schemeversion", "schemeplaces", "occupancyreading")
        ),
        track("initiatives_occupantorigin", "initiatives_occupancyreading", "reading_id"),
        track("initiatives_placedemand"),
    ]
