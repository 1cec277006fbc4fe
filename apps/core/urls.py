"""Sign-in, health and what belongs to no page's subject."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from apps.core import views
from apps.core.gallery import gallery
from apps.core.health import healthz

app_name = "core"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("healthz", healthz, name="health"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("components/", gallery, name="gallery"),
]
