"""Addresses of the data feed, included by ``apps.board.urls``."""

from django.urls import path

from apps.board.views import feed

feed_urlpatterns = [
    path("data/", feed.data, name="data"),
    path("data/tokens/", feed.data_tokens_page, name="data_tokens"),
    path("data/tokens/<int:pk>/revoke/", feed.revoke_token, name="data_token_revoke"),
    path("data/<slug:dataset>.csv", feed.data_set, {"kind": "csv"}, name="data_set"),
    path("data/<slug:dataset>.json", feed.data_set, {"kind": "json"}, name="data_set"),
]
