"""Addresses of board."""

from django.urls import path

from apps.board.feed_urls import feed_urlpatterns
from apps.board.views import differences, how, overview, place_pages, places, reconcile

app_name = "board"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("places/", places.places, name="places"),
    path("places/occupancy/", place_pages.occupancy, name="place_occupancy"),
    path("places/capital/", place_pages.capital, name="place_capital"),
    path("places/demand/", place_pages.demand_page, name="place_demand"),
    path("how/", how.how_index, name="how_index"),
    path("how/<slug:slug>/", how.how, name="how"),
    path("differences/", differences.difference_list, name="differences"),
    path("board/reconcile/", reconcile.reconcile_report, name="reconcile"),
    path("board/reconcile/printed/", reconcile.reconcile_printed, name="reconcile_printed"),
    path("board/reconcile/findings/", reconcile.reconcile_file, name="reconcile_file"),
    *feed_urlpatterns,
]
