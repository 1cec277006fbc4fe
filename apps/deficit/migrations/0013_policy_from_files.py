"""Policy parameters set the grant's share, the override's end and the year without an increase: only files change them.

The rule and its function are those of ``0012_more_rules``.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deficit", "0012_more_rules")]
    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER policy_parameter_by_owner AFTER INSERT OR UPDATE OR DELETE ON deficit_policyparameter "
            "FOR EACH ROW EXECUTE FUNCTION deficit_owner_only("
            "'Policy comes from the files, which the owner of the database loads.');",
            "DROP TRIGGER policy_parameter_by_owner ON deficit_policyparameter;",
        )
    ]
