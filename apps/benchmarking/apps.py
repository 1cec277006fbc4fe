from django.apps import AppConfig


class BenchmarkingConfig(AppConfig):
    name = "apps.benchmarking"
    label = "benchmarking"
    verbose_name = "Benchmarking"
