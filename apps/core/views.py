"""Sign-in and the accessibility statement."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core.forms import SignInForm
from apps.core.services.people import ACCOUNTS


class SignIn(LoginView):
    """The demonstration says on the page which accounts there are; a deployment never does."""

    template_name = "core/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.DEMONSTRATION:
            context["accounts"] = ACCOUNTS
            context["default_password"] = settings.DEMO_PASSWORD == settings.DEFAULT_DEMO_PASSWORD
        return context


def form_lost(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - for the log, not the reader
    """A form whose secret is missing or old: after signing in again elsewhere, or with cookies refused."""
    return render(request, "core/form_lost.html", status=403)


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "core/accessibility.html")
