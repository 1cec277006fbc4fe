"""Statements that the rules of claims refuse to everybody: by trigger, the name that the refusal bears, and the SQL."""

CLAIM = "initiatives_benefitclaim"
APPROVED = f"(SELECT min(id) FROM {CLAIM} WHERE status = 'approved')"
SUBMITTED = f"(SELECT min(id) FROM {CLAIM} WHERE status = 'submitted')"
DRAFT = f"(SELECT min(id) FROM {CLAIM} WHERE status = 'draft')"
MAKER = "(SELECT id FROM core_user WHERE username = 'manager')"
OTHER = "(SELECT id FROM core_user WHERE username = 'admin')"
AGREED = "(SELECT min(id) FROM initiatives_measurementplan WHERE state = 'agreed')"


def decision(claim: str, by: str, version: str = "version", kind: str = "reject", amount: str = "NULL") -> str:
    grade = "''" if kind in ("reject", "return") else "'partial'"
    return (
        "INSERT INTO initiatives_claimdecision (claim_id, claim_version, decision, amount, grade, reason, by_id, at)"
        f" SELECT id, {version}, '{kind}', {amount}, {grade}, 'because', {by}, now() FROM {CLAIM} WHERE id = {claim}"
    )


def move(claim: str, changes: str) -> str:
    return f"UPDATE {CLAIM} SET {changes} WHERE id = {claim}"


def started(changes: str = "", plan: str = "plan_id", initiative: str = "initiative_id") -> str:
    """A row like the draft's, with another key."""
    status = changes or "'draft'"
    kept = "title, kind, benefit_class, block, recurrence, no_exclusions, actual"
    blank = "differs_because, both_because, no_cost_because, grade, grade_because, restatement_reason, displaced"
    return (
        f"INSERT INTO {CLAIM} (initiative_id, plan_id, status, version, {kept}, {blank}, start_hash, input_hash,"
        " declared, calculation, made_by_id, made_at, edited_by_id, edited_at, start_key)"
        f" SELECT {initiative}, {plan}, {status}, 1, {kept}, '', '', '', '', '', '', '', '', '', false, '{{}}',"
        f" made_by_id, now(), made_by_id, now(), gen_random_uuid() FROM {CLAIM} WHERE id = {DRAFT}"
    )


def approved(*entries: tuple[str, str, str, str, str, str]) -> str:
    """The submitted claim approved as claimed, with these entries and no other in its ledger. An entry is its
    initiative, basis, financial year, amount, class and grade; its block stands after its amount where not the
    claim's own."""
    rows = ", ".join(
        f"({initiative}, '{basis}', {year}, {amount.split('|')[0]}, '{kind}', '{grade}',"
        f" {amount.split('|')[1] if '|' in amount else 'NULL'})"
        for initiative, basis, year, amount, kind, grade in entries
    )
    return (
        f"WITH c AS (SELECT * FROM {CLAIM} WHERE id = {SUBMITTED}), d AS ("
        "INSERT INTO initiatives_claimdecision (claim_id, claim_version, decision, amount, grade, reason, by_id, at)"
        f" SELECT id, version, 'approve', claimed, 'partial', 'because', {OTHER}, now() FROM c RETURNING id, claim_id)"
        " INSERT INTO initiatives_ledgerentry (claim_id, decision_id, entry, initiative_id, basis, financial_year,"
        " amount, benefit_class, grade, block, at) SELECT c.id, d.id, 'approval', e.who, e.basis, e.fy::smallint,"
        " e.amount, e.class, e.grade, coalesce(e.block, c.block), now() FROM c, d, LATERAL (VALUES "
        f"{rows}) e (who, basis, fy, amount, class, grade, block)"
    )


OWN, ANOTHER = "c.initiative_id", "(SELECT min(id) FROM initiatives_initiative WHERE slug = 'portage')"
WHOLE = (OWN, "run_rate", "NULL", "c.claimed", "avoidance", "partial")


def with_one_more(*entry: str) -> str:
    who, basis, year, amount = entry
    return approved(WHOLE, (who, basis, year, amount, "avoidance", "partial"))


IDEA = "(SELECT min(id) FROM initiatives_initiative WHERE stage IN ('idea', 'design'))"
LEDGER = "(SELECT min(id) FROM initiatives_ledgerentry)"


def entry(changed: str, amount: str) -> str:
    """Another entry like the first, written after its decision."""
    return (
        "INSERT INTO initiatives_ledgerentry (claim_id, decision_id, entry, initiative_id, basis, financial_year,"
        f" amount, benefit_class, block, grade, at) SELECT claim_id, decision_id, {changed}, {amount},"
        f" benefit_class, block, grade, now() FROM initiatives_ledgerentry WHERE id = {LEDGER}"
    )


# Trigger, the name of the refusal, statements.
REFUSED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("claim_start", "claim_starts_as_draft", (started("'withdrawn'"),)),
    ("claim_start", "claim_stage_gate", (started(initiative=IDEA),)),
    ("claim_moves", "claim_kept", tuple(f"DELETE FROM {CLAIM} WHERE id = {one}" for one in (DRAFT, APPROVED))),
    (
        "claim_moves",
        "claim_maker_fixed",
        (
            move(DRAFT, f"made_by_id = {OTHER}, version = version + 1"),
            move(SUBMITTED, f"made_by_id = {OTHER}"),
            move(DRAFT, "made_at = now(), version = version + 1"),
        ),
    ),
    (
        "claim_moves",
        "claim_moves",
        (
            move(APPROVED, "status = 'draft', decided_by_id = NULL, decided_at = NULL, approved = NULL"),
            move(SUBMITTED, "status = 'draft'"),
            move(SUBMITTED, "status = 'withdrawn'"),
            move(DRAFT, "status = 'approved', version = version + 1"),
            move(APPROVED, "approved = approved - 1"),
            move(SUBMITTED, "claimed = claimed + 1"),
        ),
    ),
    ("claim_moves", "claim_version_moves", (move(DRAFT, "title = 'other'"), move(DRAFT, "version = version + 2"))),
    (
        "claim_moves",
        "claim_submitted_fixed",
        (
            move(SUBMITTED, f"status = 'rejected', decided_by_id = {OTHER}, decided_at = now(), claimed = claimed + 1"),
            move(APPROVED, "status = 'superseded', claimed = claimed + 1"),
        ),
    ),
    (
        "claim_moves",
        "claim_moved_by_decision",
        (
            move(SUBMITTED, f"status = 'approved', decided_by_id = {OTHER}, decided_at = now(), approved = claimed"),
            move(SUBMITTED, f"status = 'rejected', decided_by_id = {OTHER}, decided_at = now()"),
            move(SUBMITTED, "status = 'returned'"),
            move(APPROVED, "status = 'superseded'"),
        ),
    ),
    (
        "claim_decision_checks",
        "claim_decision_stale",
        (decision(SUBMITTED, OTHER, "version - 1"), decision(SUBMITTED, OTHER, "version + 1")),
    ),
    ("claim_decision_checks", "claim_decision_of_submitted", (decision(DRAFT, OTHER), decision(DRAFT, MAKER))),
    (
        "claim_decision_checks",
        "claim_decision_four_eyes",
        (
            decision(SUBMITTED, MAKER),
            decision(SUBMITTED, MAKER, kind="approve", amount="claimed"),
            decision(SUBMITTED, MAKER, kind="return"),
        ),
    ),
    (
        "claim_decision_checks",
        "claim_decision_within_claimed",
        (
            decision(SUBMITTED, OTHER, kind="approve", amount="claimed - 1"),
            decision(SUBMITTED, OTHER, kind="approve_less", amount="claimed"),
            decision(SUBMITTED, OTHER, kind="approve_less", amount="claimed + 1"),
        ),
    ),
    # Approved without its ledger: refused as it commits.
    ("ledger_sums_to_claim", "ledger_sums_to_claim", (decision(SUBMITTED, OTHER, kind="approve", amount="claimed"),)),
    (
        "claim_decision_evidence",
        "claim_decision_grade_held",
        # Every item is past its expiry date on that day.
        (
            decision(SUBMITTED, OTHER, kind="approve", amount="claimed")
            .replace("'partial'", "'sufficient'")
            .replace("now()", "now() + interval '2000 years'"),
        ),
    ),
    (
        "claim_decision_evidence",
        "claim_decision_within_claimed",
        (decision(SUBMITTED, OTHER, kind="approve_less", amount="-0.01"),),
    ),
    (
        "ledger_within_claim",
        "ledger_is_of_claim",
        (
            with_one_more(ANOTHER, "run_rate", "NULL", "0"),
            with_one_more(OWN, "one_off", "NULL", "0"),
            approved((*WHOLE[:4], "cashable", "partial")),
            approved((*WHOLE[:4], "avoidance", "sufficient")),
        ),
    ),
    (
        "ledger_within_claim",
        "ledger_in_year_within_approved",
        (
            with_one_more(OWN, "in_year", "2025", "c.claimed * 7 / 12 + 0.02"),
            with_one_more(OWN, "in_year", "2026", "c.claimed + 0.02"),
            with_one_more(OWN, "in_year", "2024", "1"),
            with_one_more(OWN, "in_year", "2040", "1"),
        ),
    ),
    (
        "ledger_within_claim",
        "ledger_cost_of_other_block",
        (
            with_one_more(OWN, "run_rate", "NULL", "-1|'general_fund'"),
            with_one_more(OWN, "run_rate", "NULL", "1|'schools'"),
            with_one_more(OWN, "in_year", "2026", "-1|'general_fund'"),
        ),
    ),
    (
        "claim_shares_at_most_whole",
        "claim_shares_at_most_whole",
        (
            "INSERT INTO initiatives_claimshare (claim_id, initiative_id, share)"
            f" SELECT {DRAFT}, id, 0.001 FROM initiatives_initiative WHERE slug = 'send-sufficiency'",
        ),
    ),
)
PARTS = {
    "unit": "excluded_because = 'x'", "draw": "units = 1", "mix": "share = 1", "share": "share = 1",
    "evidence": "item_id = item_id",
}  # fmt: skip
PARTS_REFUSED = tuple(
    (
        f"initiatives_claim{part}_of_closed_benefitclaim",
        f"initiatives_claim{part}_of_closed_benefitclaim",
        (
            f"UPDATE initiatives_claim{part} SET {change} WHERE claim_id IN"
            f" (SELECT id FROM {CLAIM} WHERE status IN ('submitted', 'approved'))",
            f"DELETE FROM initiatives_claim{part} WHERE claim_id IN"
            f" (SELECT id FROM {CLAIM} WHERE status IN ('submitted', 'approved'))",
        ),
    )
    for part, change in PARTS.items()
)
PLANS_REFUSED = (
    (
        "plan_agreed",
        "plan_agreed",
        (
            f"UPDATE initiatives_measurementplan SET deadweight = 0 WHERE id = {AGREED}",
            f"UPDATE initiatives_measurementplan SET agreed_by_id = {OTHER} WHERE id = {AGREED}",
            f"DELETE FROM initiatives_measurementplan WHERE id = {AGREED}",
        ),
    ),
    *(
        (
            f"initiatives_plan{part}_of_closed_measurementplan",
            f"initiatives_plan{part}_of_closed_measurementplan",
            (
                f"UPDATE initiatives_plan{part} SET {change} WHERE plan_id = {AGREED}",
                f"DELETE FROM initiatives_plan{part} WHERE plan_id = {AGREED}",
            ),
        )
        for part, change in (("measure", "target = 'x'"), ("counterfactual", "share = 1"))
    ),
)
CLAIMS_REFUSED = (*REFUSED, *PARTS_REFUSED, *PLANS_REFUSED)
# What a later transaction may not add.
PARTS_LATE = (
    ("exclusion", f"(claim_id, units, reason) VALUES ({SUBMITTED}, 1, 'x')"),
    ("cost", f"(claim_id, fund_id, amount, note) VALUES ({SUBMITTED}, (SELECT min(id) FROM initiatives_fund), 1, '')"),
)
CLAIMS_LATE = (
    *(
        (f"initiatives_claim{part}_of_closed_benefitclaim", f"INSERT INTO initiatives_claim{part} {row}")
        for part, row in PARTS_LATE
    ),
    ("ledger_with_decision", entry("'reversal', initiative_id, basis, financial_year", "-amount")),
    ("ledger_with_decision", entry("entry, initiative_id, 'in_year', 2040", "1")),
)
# Triggers that write and refuse nothing, tried by what they wrote.
WRITING = {"board_publication_says_who", "board_textagreement_says_who", "claim_approvals_in_turn",
           "claim_contributors", "claim_decision_moves", "decision_takes_back_notings", "plan_contributors",
           "position_contributors"}  # fmt: skip
