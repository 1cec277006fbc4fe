"""Roles: groups, and what each may do. One table, brought into the database by ``manage.py sync_roles``."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from apps.core.errors import Refused

BOARD_MEMBER = "Board member"
SEND_MANAGER = "SEND manager"
FINANCE_OFFICER = "Finance officer"
ADMINISTRATOR = "Administrator"
DFE_ADVISER = "DfE adviser"

EVERYONE = (
    "initiatives.view_initiative",
    "initiatives.view_ratecard",
    "benchmarking.view_benchmarkreturn",
    "deficit.view_assumption",
    "deficit.view_scenario",
    "deficit.view_position",
    "deficit.view_projectionrun",
    "board.read_datafeed",
    "board.view_pack",
    "board.view_meeting",
    "initiatives.view_benefitclaim",
)
CHANGES_PLACES_AND_RATES = (
    "initiatives.add_placecount",
    "initiatives.add_placeexclusion",
    "initiatives.add_ratecard",
    "deficit.start_projectionrun",
    "deficit.cancel_projectionrun",
    "deficit.add_scenario",
)
CHOOSES_COMPARATORS = ("benchmarking.add_chosenset", "benchmarking.add_linecomment")
MEASURES = (
    "initiatives.add_measurementplan",
    "initiatives.add_outcomemeasure",
    "initiatives.add_outcomereading",
    "initiatives.add_evidenceitem",
    "initiatives.view_evidenceitem",
)
ENTERS_POSITIONS = ("deficit.add_position", "deficit.approve_position", "deficit.publish_position")
WRITES_PAPERS = ("board.restate_pack", "board.write_paper", "board.agree_paper")
PUBLISHES = ("board.freeze_pack", "board.finish_paper", "board.publish_paper", "board.override_disclosure")
DECIDES_CLAIMS = ("initiatives.decide_benefitclaim", "initiatives.note_benefitclaim", "initiatives.export_publiccopy")
KEEPS_THE_BOARDS_WORK = (
    "board.prepare_meeting",
    "board.record_decision",
    "board.keep_actions",
    "board.keep_risks",
    "board.write_enquiry",
    "board.assess_maturity",
)
READS_THE_TRAIL = ("core.view_auditentry", "core.view_auditcheck")
VERIFIES_THE_TRAIL = (*READS_THE_TRAIL, "core.add_auditcheck")
ROLES: dict[str, tuple[str, ...]] = {
    BOARD_MEMBER: EVERYONE,
    SEND_MANAGER: (
        *EVERYONE,
        *CHANGES_PLACES_AND_RATES,
        *CHOOSES_COMPARATORS,
        *MEASURES,
        *KEEPS_THE_BOARDS_WORK,
        *READS_THE_TRAIL,
        *WRITES_PAPERS,
        "initiatives.add_benefitclaim",
        "initiatives.settle_overlap",
    ),
    FINANCE_OFFICER: (
        *EVERYONE,
        *CHANGES_PLACES_AND_RATES,
        *CHOOSES_COMPARATORS,
        *MEASURES,
        *DECIDES_CLAIMS,
        *KEEPS_THE_BOARDS_WORK,
        *ENTERS_POSITIONS,
        *VERIFIES_THE_TRAIL,
        "board.set_target",
        *WRITES_PAPERS,
        *PUBLISHES,
        "initiatives.approve_ratecard",
        "deficit.publish_projectionrun",
        "deficit.add_assumption",
        "deficit.agree_assumption",
        "deficit.add_benefittreatment",
        "initiatives.agree_measurementplan",
        "initiatives.close_quarter",
        "initiatives.settle_overlap",
        "deficit.add_sourcefigure",
        "benchmarking.add_nationalimport",
        "benchmarking.undo_nationalimport",
    ),
    ADMINISTRATOR: (
        *EVERYONE,
        *VERIFIES_THE_TRAIL,
        "core.view_user",
        "core.change_user",
        *KEEPS_THE_BOARDS_WORK,
        "board.view_datatoken",
        "board.add_datatoken",
        "board.change_datatoken",
    ),
    DFE_ADVISER: (
        *EVERYONE,
        *READS_THE_TRAIL,
        "core.view_document",
        "initiatives.view_fund",
        "initiatives.view_fundingline",
        "initiatives.view_evidence",
        "initiatives.view_evidenceitem",
        "initiatives.view_milestone",
        "initiatives.view_initiativeoverlap",
        "initiatives.view_outcomemeasure",
        "initiatives.view_outcomereading",
        "initiatives.view_reportedbenefit",
        "initiatives.view_placetranche",
        "initiatives.view_placecount",
        "initiatives.view_placeexclusion",
        "initiatives.view_placephasesplit",
        "initiatives.view_rate",
        "initiatives.view_quoteddifference",
        "benchmarking.view_authority",
        "benchmarking.view_comparatorset",
        "benchmarking.view_benchmarkvalue",
        "benchmarking.view_denominator",
        "deficit.view_positionline",
        "deficit.view_policyparameter",
        "deficit.view_avoidanceresult",
        "deficit.view_recordedfigure",
        "deficit.view_sourcefigure",
    ),
}


@transaction.atomic
def sync_roles() -> None:
    """Makes each group hold exactly its permissions; members are left alone."""
    known = {
        f"{app}.{codename}": pk
        for app, codename, pk in Permission.objects.values_list("content_type__app_label", "codename", "pk")
    }
    groups = {g.name: g for g in Group.objects.prefetch_related("permissions")}
    for name, wanted in ROLES.items():
        if missing := [p for p in wanted if p not in known]:
            raise Refused(f"The permission {missing[0]} is not there. Run manage.py migrate first.")
        group = groups.get(name) or Group.objects.create(name=name)
        group.permissions.set([known[p] for p in wanted])
