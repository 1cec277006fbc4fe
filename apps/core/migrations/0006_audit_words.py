from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("core", "0005_trail")]

    operations = [
        TrigramExtension(),
        migrations.AddIndex(
            model_name="auditentry",
            index=GinIndex(
                OpClass(Upper("action"), name="gin_trgm_ops"),
                OpClass(Upper("subject_label"), name="gin_trgm_ops"),
                OpClass(Upper("reason"), name="gin_trgm_ops"),
                name="audit_words",
            ),
        ),
    ]
