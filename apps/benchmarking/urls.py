"""Addresses of benchmarking."""

from django.urls import path

from apps.benchmarking import views

app_name = "benchmarking"
urlpatterns = [
    path("", views.lines, name="lines"),
    path("appendix-3/", views.matrix, name="matrix"),
    path("<slug:slug>/", views.line, name="line"),
]
