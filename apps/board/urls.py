"""Addresses of board."""

from django.urls import path

from apps.board.feed_urls import feed_urlpatterns
from apps.board.paper_urls import paper_urlpatterns
from apps.board.views import (
    decision,
    differences,
    enquiry,
    guardrails,
    how,
    maturity,
    meeting_forms,
    meetings,
    overview,
    place_pages,
    places,
    work,
)

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
    path("board/", meetings.board, name="board"),
    path("board/meetings/add/", meeting_forms.meeting_add, name="meeting_add"),
    path("board/meetings/<slug:slug>/", meetings.meeting, name="meeting"),
    path("board/meetings/<slug:slug>/change/", meeting_forms.meeting_edit, name="meeting_edit"),
    path("board/meetings/<slug:slug>/items/add/", meeting_forms.item_add, name="item_add"),
    path("board/meetings/<slug:slug>/actions/add/", work.action_add, name="action_add"),
    path("board/items/<int:pk>/change/", meeting_forms.item_edit, name="item_edit"),
    path("board/items/<int:pk>/correct/", meeting_forms.item_correct, name="item_correct"),
    path("board/items/<int:pk>/decide/", decision.decide, name="decide"),
    path("board/terms/<slug:slug>/", meetings.terms, name="terms"),
    path("board/terms/<slug:slug>/add/", meeting_forms.terms_add, name="terms_add"),
    path("board/enquiry/", enquiry.enquiry, name="enquiry"),
    path("board/enquiry/<int:pk>/write/", enquiry.enquiry_write, name="enquiry_write"),
    path("board/enquiry/answers/<int:pk>/agree/", enquiry.enquiry_agree, name="enquiry_agree"),
    path("board/guardrails/", guardrails.guardrails, name="guardrails"),
    path("board/guardrails/add/", guardrails.target_add, name="target_add"),
    path("board/guardrails/measure/", guardrails.measure_add, name="measure_add"),
    path("board/maturity/", maturity.maturity, name="maturity"),
    path("board/maturity/add/", maturity.area_add, name="area_add"),
    path("board/maturity/<slug:slug>/assess/", maturity.assess, name="assess"),
    path("board/framework/", meetings.framework, name="framework"),
    path("board/framework/add/", meeting_forms.framework_add, name="framework_add"),
    path("board/actions/", work.action_list, name="actions"),
    path("board/actions/<int:pk>/", work.action_page, name="action"),
    path("board/actions/<int:pk>/report/", work.action_update, name="action_update"),
    path("board/risks/", work.risk_list, name="risks"),
    path("board/risks/add/", work.risk_add, name="risk_add"),
    path("board/risks/<slug:slug>/", work.risk_page, name="risk"),
    path("board/risks/<slug:slug>/change/", work.risk_change, name="risk_change"),
    *paper_urlpatterns,
    *feed_urlpatterns,
]
