"""Rows that hold files are tracked by the files' hashes."""

from django.db import migrations

from apps.core.trail.operations import run
from apps.core.trail.sql import WITHOUT_BYTES


class Migration(migrations.Migration):
    dependencies = [("core", "0006_audit_words")]
    operations = [run(WITHOUT_BYTES)]
