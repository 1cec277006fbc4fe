from django.db import migrations

from apps.core import rules


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [rules.REFUSE_FUNCTION, rules.MADE_HERE_FUNCTION, rules.append_only("core_auditentry")]
