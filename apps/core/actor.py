"""Who asks: every page needs sign-in, so there is always somebody."""

from typing import cast

from django.http import HttpRequest

from apps.core.models import User


def actor(request: HttpRequest) -> User:
    return cast(User, request.user)
