"""The choices of the pages that stand on national figures."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from apps.benchmarking.calculations.measures import MEASURES, Measure
from apps.benchmarking.forms.choices import ChoiceForm, PeersForm, choice
from apps.benchmarking.selectors.benchmark import Benchmark
from apps.benchmarking.selectors.peers import Peers
from apps.benchmarking.selectors.places import Place
from apps.benchmarking.selectors.read import Offered, benchmark_of
from apps.benchmarking.selectors.side_by_side import with_values
from apps.benchmarking.selectors.trend import trend_measures
from apps.benchmarking.vocabulary import EhcpPlacement
from apps.core.periods import FinancialYear

COUNTED = (
    ("without", "Exceptions left out, as the DfE's headline"),
    ("with", "Every new plan"),
)


class TrendForm(PeersForm):
    """``search`` narrows the list of authorities, by name or region."""

    search = forms.CharField(
        label="Search authorities",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "class": "govuk-input--width-20"}),
    )

    def __init__(self, asked: Mapping[str, Any], known: Mapping[str, Peers]) -> None:
        measures = {m.slug: m for m in trend_measures()}
        super().__init__(asked, known, measure=next(iter(measures)))
        self.measures = measures
        self.fields["measure"] = choice("Measure")
        self.offered("measure", [(slug, m.label) for slug, m in measures.items()])
        self.order_fields(("with", "measure", "own", "search"))

    @property
    def measure(self) -> Measure:
        return self.measures[self.valid("measure")]

    @property
    def words(self) -> list[str]:
        return self.valid("search").lower().split()


class YearForm(PeersForm):
    """Of which budget and outturn are both loaded."""

    def __init__(self, asked: Mapping[str, Any], known: Mapping[str, Peers], years: Iterable[FinancialYear]) -> None:
        self.years = {year.slug: year for year in years}
        super().__init__(asked, known, year=next(iter(self.years), ""))
        self.fields["year"] = choice("Year")
        self.offered("year", [(slug, str(year)) for slug, year in self.years.items()])
        self.order_fields(("year", "with", "own"))

    @property
    def year(self) -> FinancialYear:
        return self.years[self.valid("year")]


class PlansForm(PeersForm):
    """Which type of placement the charts show."""

    placement = choice("Placement")

    def __init__(self, asked: Mapping[str, Any], known: Mapping[str, Peers]) -> None:
        super().__init__(asked, known, placement=EhcpPlacement.INMSS.value)
        self.offered("placement", EhcpPlacement.choices)
        self.order_fields(("placement", "with", "own"))

    @property
    def placement_chosen(self) -> EhcpPlacement:
        return EhcpPlacement(self.valid("placement"))


class TimelinessForm(PeersForm):
    counted = choice("New plans counted")

    def __init__(self, asked: Mapping[str, Any], known: Mapping[str, Peers]) -> None:
        super().__init__(asked, known, counted=COUNTED[0][0])
        self.offered("counted", COUNTED)
        self.order_fields(("with", "own", "counted"))


class PairForm(ChoiceForm):
    """Two authorities by their DfE codes: ours and its nearest neighbour to begin with, on any data set."""

    def __init__(self, asked: Mapping[str, Any], known: Offered) -> None:
        sets = known.sets
        super().__init__(asked, data=next(iter(sets), ""))
        self.data_set = sets.get(str(self.data["data"])) or next(iter(sets.values()))
        self._add("data", "Data", [(slug, one.label) for slug, one in sets.items()])
        self._add("measure", "Measure", [(m.slug, m.label) for m in self.data_set.measures])
        if why := self.data_set.why_not(str(self.data["measure"])):
            self.fields["measure"].error_messages["invalid_choice"] = f"{why} The default is shown."
        whom = next(iter(known.peers.values()))
        self.benchmark: Benchmark | None = benchmark_of(self.data_set, whom, MEASURES[self.valid("measure")])
        self.places = {p.code: p for p in with_values(self.benchmark)} if self.benchmark else {}
        for name, label in (("first", "First authority"), ("second", "Second authority")):
            self._add(name, label, [(code, p.full_name) for code, p in self.places.items()], self._default(name))
        self._errors = None
        self.order_fields(("first", "second", "data", "measure"))

    def _add(self, name: str, label: str, choices: list[tuple[str, str]], default: str = "") -> None:
        first = default or next(iter(dict(choices)), "")
        self.data, self.defaults = {name: first, **self.data}, {**self.defaults, name: first}
        self.fields[name] = choice(label)
        self.offered(name, choices)

    def _default(self, name: str) -> str:
        """Ours, and the nearest of its neighbours that has values and is not the first."""
        if name == "first" or self.benchmark is None:
            return ""
        codes = {place.pk: code for code, place in self.places.items()}
        nearest = [codes[council.pk] for council in self.benchmark.councils[1:] if council.pk in codes]
        others = [code for code in (*nearest, *codes.values()) if code != str(self.data["first"])]
        return next(iter(others), "")

    @property
    def pair(self) -> tuple[Place, Place]:
        return self.places[self.valid("first")], self.places[self.valid("second")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("first") and data.get("first") == data.get("second"):
            self.add_error("second", "Choose two different authorities. An authority does not differ from itself.")
        return data


class DeficitForm(ChoiceForm):
    """Whose labels are grouped: a published table's, among the DfE's statistical neighbours of a model."""

    def __init__(self, asked: Mapping[str, Any], known: Mapping[str, Peers]) -> None:
        self.peers = {slug: one for slug, one in known.items() if one.whom.short == "neighbours"}
        super().__init__(asked, **{"with": next(iter(self.peers), "")})
        self.fields["with"] = choice("Comparators")
        self.offered("with", [(slug, one.name) for slug, one in self.peers.items()])

    @property
    def chosen(self) -> Peers:
        return self.peers[self.valid("with")]
