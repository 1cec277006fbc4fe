from django.db import migrations

from apps.core import rules


class Migration(migrations.Migration):
    dependencies = [("benchmarking", "0002_links"), ("core", "0003_data_stamp")]
    operations = rules.moves_the_stamp(
        "benchmarking_authority",
        "benchmarking_benchmarkreturn",
        "benchmarking_benchmarkvalue",
        "benchmarking_comparatorset",
        "benchmarking_deficitlabel",
        "benchmarking_denominator",
        "benchmarking_linenarrative",
        "benchmarking_neighbour",
        "benchmarking_printedstatistic",
        "benchmarking_spendline",
        "benchmarking_spendline_parts",
    )
