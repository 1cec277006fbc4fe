"""How a page of benchmarking is answered: the page, or one of its tables as a file."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from apps.benchmarking.presenters.common import Page, within
from apps.core.exports import export_if_asked

NOTHING = "benchmarking/nothing_loaded.html"
View = Callable[..., HttpResponse]
PER_HEAD = "Section 251 budget per head, or a section 251 budget or outturn"


def reads_benchmarks(view: View) -> View:
    """For those who may see benchmarks, and for reading alone."""

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        return view(request, *args, **named)

    return require_safe(permission_required("benchmarking.view_benchmarkreturn", raise_exception=True)(checked))


def answer(request: HttpRequest, template: str, page: Page) -> HttpResponse:
    """A choice that is not offered is said above the default, and answered 400."""
    context, sheets = page
    if context["status"] == 200 and (response := export_if_asked(request, *sheets)):
        return response
    return render(request, f"benchmarking/{template}.html", context, status=context["status"])


def imports_url() -> str:
    """Of the list of imports, where it is served."""
    try:
        return reverse("benchmarking:imports")
    except NoReverseMatch:
        return ""


def nothing(request: HttpRequest, name: str, question: str, kind: str) -> HttpResponse:
    """The empty state of a page: which kind of file it needs."""
    text = (
        f"It needs a file of this kind: {kind}. A finance officer imports it, or somebody runs manage.py import_data."
    )
    context = {"question": question, "text": text, "within": within(name), "imports_url": imports_url()}
    return render(request, NOTHING, context)
