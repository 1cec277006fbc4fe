"""Addresses of benchmarking. A line's address comes last: its slug would take the others' words."""

from django.urls import path

from apps.benchmarking.views import comments, compared, imports, lines, national, sets

app_name = "benchmarking"
urlpatterns = [
    path("", lines.lines, name="lines"),
    path("matrix/", lines.matrix, name="matrix"),
    path("appendix-3/", lines.appendix_3, name="appendix_3"),
    path("appendix-3/<slug:slug>/comment/", comments.comment, name="comment"),
    path("trend/", national.trend, name="trend"),
    path("budget-and-outturn/", national.budget_outturn, name="budget_outturn"),
    path("plans/", national.plans, name="plans"),
    path("timeliness/", national.timeliness, name="timeliness"),
    path("side-by-side/", compared.side_by_side, name="side_by_side"),
    path("without-a-deficit/", compared.without_deficit, name="without_deficit"),
    path("sets/", sets.sets, name="sets"),
    path("sets/add/", sets.add, name="set_add"),
    path("sets/<int:pk>/", sets.one_set, name="set"),
    path("sets/<int:pk>/change/", sets.change, name="set_change"),
    path("sets/<int:pk>/archive/", sets.archive, name="set_archive"),
    path("imports/", imports.import_list, name="imports"),
    path("imports/new/", imports.new, name="import_new"),
    path("imports/confirm/", imports.confirm, name="import_confirm"),
    path("imports/problems/", imports.problems, name="import_problems"),
    path("imports/<int:pk>/", imports.record, name="import"),
    path("imports/<int:pk>/undo/", imports.undo, name="import_undo"),
    path("<slug:slug>/", lines.line, name="line"),
]
