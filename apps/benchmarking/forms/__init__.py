"""What a reader of benchmarking may choose, and what staff enter."""

from apps.benchmarking.forms.choices import BenchmarkForm, ChoiceForm, LineForm, PeersForm

__all__ = ["BenchmarkForm", "ChoiceForm", "LineForm", "PeersForm"]
