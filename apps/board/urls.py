"""Addresses of board."""

from django.urls import path

from apps.board.feed_urls import feed_urlpatterns
from apps.board.views import differences, how, overview, packs, place_pages, places

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
    path("board/packs/", packs.pack_list, name="packs"),
    path("board/packs/<slug:slug>/", packs.pack, name="pack"),
    path("board/packs/<slug:slug>/changes/", packs.restatements, name="restatements"),
    path("board/packs/<slug:slug>/restate/", packs.restate, name="restate"),
    path("board/meetings/<slug:slug>/freeze/", packs.freeze, name="freeze"),
    *feed_urlpatterns,
]
