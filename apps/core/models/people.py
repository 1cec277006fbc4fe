"""People: who they are is here; what they may do is in groups (``apps.core.roles``)."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    is_demonstration = models.BooleanField(
        default=False,
        editable=False,
        help_text="Made by the demonstration. A deployment refuses to start while such an account exists.",
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.username
