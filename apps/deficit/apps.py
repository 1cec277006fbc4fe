from django.apps import AppConfig


class DeficitConfig(AppConfig):
    name = "apps.deficit"
    label = "deficit"
    verbose_name = "Deficit"
