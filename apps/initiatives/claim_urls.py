"""Addresses of claims: the register, finance's queue, a claim and what is done with it."""

from django.urls import path

from apps.initiatives.views import (
    claim_after,
    claim_decide,
    claim_page,
    claim_queue,
    claim_register,
    claim_start,
    claim_steps,
)

urlpatterns = [
    path("", claim_register.claims, name="claims"),
    path("queue/", claim_queue.claim_queue, name="claim_queue"),
    path("start/", claim_start.claim_start, name="claim_start"),
    path("<int:pk>/", claim_page.claim, name="claim"),
    path("<int:pk>/step/<slug:step>/", claim_steps.claim_step, name="claim_step"),
    path("<int:pk>/check/", claim_page.claim_check, name="claim_check"),
    path("<int:pk>/submit/", claim_page.claim_submit, name="claim_submit"),
    path("<int:pk>/withdraw/", claim_start.claim_withdraw, name="claim_withdraw"),
    path("<int:pk>/decide/", claim_decide.claim_decide, name="claim_decide"),
    path("<int:pk>/noting/", claim_after.claim_noting, name="claim_noting"),
    path("<int:pk>/supersede/", claim_after.claim_supersede, name="claim_supersede"),
]
