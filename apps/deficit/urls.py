"""Addresses of deficit."""

from django.urls import path

from apps.deficit import views

app_name = "deficit"
urlpatterns = [
    path("", views.position, name="position"),
    path("runs/", views.run_list, name="runs"),
    path("runs/progress/", views.progress, name="progress"),
    path("runs/start/", views.run_start, name="run_start"),
    path("runs/<int:pk>/", views.run_detail, name="run"),
    path("runs/<int:pk>/progress/", views.run_progress, name="run_progress"),
]
