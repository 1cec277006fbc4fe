"""What a reader may choose. Every choice has a default, so an address without any is a whole page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from apps.benchmarking.calculations.measures import MEASURES, Measure
from apps.benchmarking.selectors.benchmark import Benchmark, Line
from apps.benchmarking.selectors.data_sets import DataSet
from apps.benchmarking.selectors.peers import Peers
from apps.benchmarking.selectors.read import Offered, benchmark_of
from apps.benchmarking.sentences import named
from apps.benchmarking.vocabulary import Own
from apps.core.form_fields import offer

NOT_OFFERED = "“%(value)s” is not one of the choices, so the default is shown. Choose one from the list."
WITH = "Comparators"
TOO_FEW = (
    "“{2}” gives {0} of these {1} authorities: too few to compare with, so the default is shown. Choose other data, or "
    "other comparators."
)


def choice(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, error_messages={"invalid_choice": NOT_OFFERED})


class ChoiceForm(forms.Form):
    """Fields of choices alone: what is not offered is refused in words, and the default stands in its place."""

    def __init__(self, asked: Mapping[str, Any], **defaults: str) -> None:
        given = {name: str(value)[:80] for name, value in asked.items() if value}
        super().__init__({**defaults, **given})
        self.defaults = defaults

    def offered(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """What may be chosen; an unknown value leaves no choice looking chosen."""
        known = list(choices)
        unknown = self.data.get(name) not in dict(known)
        empty = "Choose from the list" if known else "Nothing is loaded"
        offer(self, name, [*([("", empty)] if unknown else []), *known])

    def valid(self, name: str) -> str:
        """The choice, or the default where it is not one."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or self.defaults.get(name, ""))

    @property
    def status(self) -> int:
        """Of the page: an address that asks for what is not offered is a bad request, answered with the default."""
        return 200 if self.is_valid() else 400


class PeersForm(ChoiceForm):
    """Whom we are compared with, and whether the statistics count our own council."""

    own = forms.ChoiceField(label="Own council", choices=Own, error_messages={"invalid_choice": NOT_OFFERED})

    def __init__(self, asked: Mapping[str, Any], known: Mapping[str, Peers], **defaults: str) -> None:
        super().__init__(asked, **{"own": Own.OUT.value, "with": next(iter(known), ""), **defaults})
        self.known, self.fields["with"] = known, choice(WITH)
        self.offered("with", [(slug, one.name) for slug, one in known.items()])
        self.order_fields(("line", "with", "data", "measure", "own"))

    @property
    def peers(self) -> Peers:
        return self.known[self.valid("with")]

    @property
    def own_chosen(self) -> Own:
        return Own(self.valid("own"))


class BenchmarkForm(PeersForm):
    """And which data set, in which measure: the first data set that gives at least half of the comparators, where none
    is asked for."""

    def __init__(self, asked: Mapping[str, Any], known: Offered, **defaults: str) -> None:
        sets = known.sets
        data = "" if asked.get("data") else _holding(sets, known.peers.get(str(asked.get("with"))))
        super().__init__(asked, known.peers, **{"data": data or next(iter(sets), ""), **defaults})
        self.fields["data"], self.fields["measure"] = choice("Data"), choice("Measure")
        self.data_set = sets.get(str(self.data.get("data"))) or next(iter(sets.values()))
        default = self.data_set.measures[0].slug
        self.data, self.defaults = {"measure": default, **self.data}, {**self.defaults, "measure": default}
        self.offered("data", [(slug, one.label) for slug, one in sets.items()])
        self.offered("measure", [(m.slug, m.label) for m in self.data_set.measures])
        if why := self.data_set.why_not(str(self.data["measure"])):
            self.fields["measure"].error_messages["invalid_choice"] = f"{why} The default is shown."
        self.order_fields(("line", "with", "data", "measure", "own"))

    read: tuple[tuple[str, str], Benchmark | None] = ("", ""), None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        peers, measure = self.known.get(data.get("with", "")), MEASURES.get(data.get("measure", ""))
        if peers and measure and peers.slug != self.defaults["with"] and data.get("data") == self.data_set.slug:
            given, asked = _given(self._read(peers, measure), peers)
            if 2 * given < asked:
                self.add_error("with", TOO_FEW.format(given, asked, self.data_set.label))
        return data

    def benchmark(self) -> Benchmark | None:
        """With the defaults of its choices, which the addresses of its links leave out."""
        found = self._read(self.peers, MEASURES[self.valid("measure")])
        return replace(found, defaults=self.defaults) if found else None

    def _read(self, peers: Peers, measure: Measure) -> Benchmark | None:
        """Once for the check of the choices and for the page."""
        key = peers.slug, measure.slug
        if self.read[0] != key:
            self.read = key, benchmark_of(self.data_set, peers, measure)
        return self.read[1]


def _given(found: Benchmark | None, peers: Peers) -> tuple[int, int]:
    """How many of the comparators have a value, and how many there are."""
    if found is None:
        return 0, len(peers.members)
    values = {pk for given in found.values.values() for pk in given}
    return sum(council.pk in values for council in found.councils[1:]), len(found.councils) - 1


def _holding(sets: Mapping[str, DataSet], peers: Peers | None) -> str:
    for slug, one in sets.items():
        given, asked = _given(benchmark_of(one, peers, one.measures[0]), peers) if peers else (1, 1)
        if 2 * given >= asked:
            return slug
    return next(iter(sets), "")


class LineForm(BenchmarkForm):
    """Which line the page's chart shows, too; its choices are the benchmark's lines."""

    line = choice("Line")

    def with_lines(self, lines: Sequence[Line], default: Line) -> None:
        self.lines = {line.slug: line for line in lines}
        self.defaults["line"] = default.slug
        self.data = {"line": default.slug, **self.data}
        self.offered("line", [(line.slug, named(line)) for line in lines])
        self._errors = None

    @property
    def line_chosen(self) -> Line:
        return self.lines[self.valid("line")]
