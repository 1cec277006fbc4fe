"""The moment of the stored data: one row that every change of a reference table moves as it commits."""

from django.db import models


class DataStamp(models.Model):
    """``moves`` counts commits that changed a table with ``rules.moves_the_stamp``. Read by ``apps.core.memory``."""

    moves = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="data_stamp_is_one_row", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return str(self.moves)
