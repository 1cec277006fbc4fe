"""Sign-in, health and what belongs to no page's subject."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from apps.core import views
from apps.core.gallery import gallery
from apps.core.health import healthz
from apps.core.preferences import preferences
from apps.core.trail import views as trail

app_name = "core"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("healthz", healthz, name="health"),
    path("preferences/", preferences, name="preferences"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("audit/", trail.audit, name="audit"),
    path("audit/verify/", trail.audit_verify, name="audit_verify"),
    path("audit/<int:pk>/", trail.audit_entry, name="audit_entry"),
    path("history/<slug:kind>/<int:pk>/", trail.history_of, name="history"),
    path("components/", gallery, name="gallery"),
]
