"""Addresses of initiatives, places' forms and the rate card."""

from django.urls import include, path

from apps.initiatives.views import (
    evidence,
    exclusions,
    initiative,
    outcome_upload,
    outcomes,
    overlaps,
    places,
    plans,
    public_copy,
    quarters,
    rate_decisions,
    rates,
    register,
)

app_name = "initiatives"
urlpatterns = [
    path("initiatives/", register.initiative_list, name="list"),
    path("initiatives/<slug:slug>/", initiative.initiative_detail, name="detail"),
    path("initiatives/<slug:slug>/plan/", plans.plan, name="plan"),
    path("initiatives/<slug:slug>/plan/draft/", plans.plan_draft, name="plan_draft"),
    path("initiatives/<slug:slug>/plan/agree/", plans.plan_agree, name="plan_agree"),
    path("quarters/", quarters.quarter_list, name="quarters"),
    path("quarters/restatements/", quarters.restatement_list, name="restatements"),
    path("quarters/<slug:year>/<int:number>/", quarters.quarter_detail, name="quarter"),
    path("quarters/<slug:year>/<int:number>/close/", quarters.quarter_close, name="quarter_close"),
    path("quarters/<slug:year>/<int:number>/remind/", quarters.quarter_remind, name="quarter_remind"),
    path("overlaps/", overlaps.overlap_list, name="overlaps"),
    path("overlaps/<slug:first>/<slug:second>/", overlaps.overlap_detail, name="overlap"),
    path("claims/public/", public_copy.public_copy, name="public_copy"),
    path("claims/public/mark/", public_copy.already_public, name="already_public"),
    path("claims/", include("apps.initiatives.claim_urls")),
    path("initiatives/<slug:slug>/outcomes/", outcomes.outcome_list, name="outcomes"),
    path("initiatives/<slug:slug>/outcomes/log/", outcomes.outcome_log, name="outcome_log"),
    path("initiatives/<slug:slug>/outcomes/measure/", outcomes.outcome_measure, name="outcome_measure"),
    path("outcomes/<int:pk>/restate/", outcomes.outcome_restate, name="outcome_restate"),
    path("initiatives/<slug:slug>/evidence/add/", evidence.evidence_add, name="evidence_add"),
    path("evidence/<int:pk>/file/", evidence.evidence_file, name="evidence_file"),
    path("outcomes/upload/", outcome_upload.outcome_upload, name="outcome_upload"),
    path("outcomes/upload/confirm/", outcome_upload.outcome_confirm, name="outcome_confirm"),
    path("places/tranche/<int:pk>/", places.place_edit, name="place_edit"),
    path("places/tranche/<int:pk>/exclusion/", exclusions.exclusion_edit, name="exclusion_add"),
    path("places/tranche/<int:pk>/exclusion/<int:number>/", exclusions.exclusion_edit, name="exclusion_edit"),
    path("rate-card/", rates.rate_card, name="rate_card"),
    path("rate-card/draft/", rate_decisions.rate_card_draft, name="rate_card_draft"),
    path("rate-card/<int:version>/", rates.rate_card_version, name="rate_card_version"),
    path("rate-card/<int:version>/approve/", rate_decisions.rate_card_approve, name="rate_card_approve"),
    path("rate-card/<int:version>/withdraw/", rate_decisions.rate_card_withdraw, name="rate_card_withdraw"),
]
