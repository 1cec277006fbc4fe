"""A census day in a closed quarter takes no first reading: it is restated, by a version with a reason."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0017_scheme_rules")]
    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION initiatives_occupancy_of_quarter() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                spring date := (NEW.census_date - interval '3 months')::date;
            BEGIN
                IF NEW.version = 1 AND EXISTS (
                    SELECT 1 FROM initiatives_quarter q WHERE q.state = 'closed'
                    AND q.financial_year = extract(year FROM spring)
                    AND q.number = extract(quarter FROM spring)
                ) THEN
                    RAISE EXCEPTION 'The quarter is closed: correct an earlier reading of it, with a reason.'
                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'occupancy_of_closed_quarter';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER occupancy_of_closed_quarter BEFORE INSERT ON initiatives_occupancyreading
            FOR EACH ROW EXECUTE FUNCTION initiatives_occupancy_of_quarter();
            """,
            """
            DROP TRIGGER occupancy_of_closed_quarter ON initiatives_occupancyreading;
            DROP FUNCTION initiatives_occupancy_of_quarter();
            """,
        ),
    ]
