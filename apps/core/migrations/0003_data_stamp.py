from django.db import migrations, models

from apps.core import rules


class Migration(migrations.Migration):
    dependencies = [("core", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="DataStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moves", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="data_stamp_is_one_row")],
            },
        ),
        rules.STAMP_FUNCTION,
        *rules.moves_the_stamp("core_document"),
    ]
