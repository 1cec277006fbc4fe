"""Addresses of initiatives, places' forms and the rate card."""

from django.urls import path

from apps.initiatives.views import exclusions, initiative, places, rate_decisions, rates, register

app_name = "initiatives"
urlpatterns = [
    path("initiatives/", register.initiative_list, name="list"),
    path("initiatives/<slug:slug>/", initiative.initiative_detail, name="detail"),
    path("places/tranche/<int:pk>/", places.place_edit, name="place_edit"),
    path("places/tranche/<int:pk>/exclusion/", exclusions.exclusion_edit, name="exclusion_add"),
    path("places/tranche/<int:pk>/exclusion/<int:number>/", exclusions.exclusion_edit, name="exclusion_edit"),
    path("rate-card/", rates.rate_card, name="rate_card"),
    path("rate-card/draft/", rate_decisions.rate_card_draft, name="rate_card_draft"),
    path("rate-card/<int:version>/", rates.rate_card_version, name="rate_card_version"),
    path("rate-card/<int:version>/approve/", rate_decisions.rate_card_approve, name="rate_card_approve"),
    path("rate-card/<int:version>/withdraw/", rate_decisions.rate_card_withdraw, name="rate_card_withdraw"),
]
