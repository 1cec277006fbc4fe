"""Addresses, app by app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("apps.core.urls")),
    path("", include("apps.board.urls")),
    path("", include("apps.initiatives.urls")),
    path("deficit/", include("apps.deficit.urls")),
    path("benchmarking/", include("apps.benchmarking.urls")),
]
# One page for those inside, another for those who read what is published.
handler404 = "apps.board.views.published.no_such_page"
