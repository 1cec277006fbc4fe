"""Three questions about places, each on a page of its own: how full, what capital, where demand."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.benchmarking.selectors.population import people
from apps.board.charts import place_capital, place_demand, place_occupancy
from apps.board.facts import Facts, NotKnown
from apps.board.presenters import place_pages as page
from apps.board.selectors.capital import reported_round
from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.core.world import today
from apps.initiatives.permissions import can_change_places
from apps.initiatives.selectors.demand import demand
from apps.initiatives.selectors.occupancy import open_readings, readings
from apps.initiatives.selectors.place_funding import empty_place

VIEW = "initiatives.view_initiative"


@require_safe
@permission_required(VIEW, raise_exception=True)
def occupancy(request: HttpRequest) -> HttpResponse:
    found, newest, funding = readings(), open_readings(today()), empty_place()
    context: dict[str, Any] = {
        "message": page.occupancy_message(newest, Facts(), funding),
        "cost_sentence": place_occupancy.cost_sentence(funding),
        "origin_sentence": page.origin_sentence(newest),
    }
    if not found:
        return render(request, "board/place_occupancy.html", context)
    chart = place_occupancy.occupancy_chart(place_occupancy.by_census(found, funding), downloads(request, "occupancy"))
    schemes, origins = place_occupancy.by_scheme(newest, funding), place_occupancy.origins(newest)
    if response := export_if_asked(request, chart, ("by-scheme", schemes)):
        return response
    context |= {
        "chart": chart,
        "by_scheme": schemes,
        "origins": origins,
        "downloads": {"by_scheme": downloads(request, "by-scheme")},
    }
    return render(request, "board/place_occupancy.html", context)


@require_safe
@permission_required(VIEW, raise_exception=True)
def capital(request: HttpRequest) -> HttpResponse:
    facts = Facts()
    try:
        planned, terms = reported_round(facts), page.terms(facts, empty_place())
    except NotKnown as reason:
        return render(request, "board/place_capital.html", {"message": str(reason), "not_known": True})
    table = place_capital.capital_table(facts.schemes, planned, terms)
    slippage = place_capital.slippage_table(facts.schemes)
    if response := export_if_asked(request, ("capital", table), ("slippage", slippage)):
        return response
    context = {
        "message": page.capital_message(planned, terms),
        "rule_sentence": page.RULE,
        "assumed_sentence": page.assumed_sentence(terms),
        "capital": table,
        "slippage": slippage,
        "slippage_sentence": page.slippage_sentence(place_capital.slipped_of(facts.schemes), facts.schemes),
        "downloads": {"capital": downloads(request, "capital"), "slippage": downloads(request, "slippage")},
    }
    return render(request, "board/place_capital.html", context)


@require_safe
@permission_required(VIEW, raise_exception=True)
def demand_page(request: HttpRequest) -> HttpResponse:
    facts = Facts()
    if not facts.tranches:
        return render(request, "board/no_places.html")
    known, stated = people(settings.COUNCIL_DFE_CODE), demand()
    links = page.statement_links(stated, actor(request))
    chart = place_demand.capacity_chart(place_demand.capacity(facts), downloads(request, "capacity"))
    gaps, statements = place_demand.gap_table(stated, facts), place_demand.statement_table(stated, links)
    persons = place_demand.people_table(known)
    if response := export_if_asked(request, chart, ("gaps", gaps), ("demand", statements), ("people", persons)):
        return response
    context = {
        "message": page.demand_message(facts, stated),
        "demand_status": page.demand_status(stated),
        "source": page.demand_source(known),
        "people_sentence": page.people_sentence(known),
        "change_sentence": page.change_sentence(persons),
        "chart": chart,
        "gaps": gaps,
        "demand": statements,
        "people": persons,
        "may_add": can_change_places(actor(request)),
        "downloads": {name: downloads(request, name) for name in ("gaps", "demand", "people")},
    }
    return render(request, "board/place_demand.html", context)
