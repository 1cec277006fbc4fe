"""Each rule refuses its row through the models, by the owner's SQL and by the application's."""

from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from tests.constraints.rules import cases, prepare

CASES = list(cases())


def statement(row: models.Model) -> tuple[str, list[Any]]:
    """The row as plain SQL."""
    fields = [f for f in row._meta.concrete_fields if row.pk or not f.primary_key]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    values = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]
    return f'INSERT INTO "{row._meta.db_table}" ({columns}) VALUES ({", ".join(["%s"] * len(fields))})', values


@pytest.fixture
def prepared(report: None) -> None:
    prepare()


def broken(error: BaseException) -> str:
    """The name of the rule that a database's error comes from."""
    cause = error.__cause__ if isinstance(error, IntegrityError) else error
    return str(cause.diag.constraint_name)  # type: ignore[union-attr]


def own_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("apps.")]


def test_every_rule_of_the_models_has_a_case():
    named = {constraint.name for model in own_models() for constraint in model._meta.constraints}
    assert {case.rule for case in CASES} == named


def test_rule_through_the_models(prepared: None):
    found = {}
    for case in CASES:
        row = case.row()
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            row.save(force_insert=True)
        found[str(case)] = broken(refused.value)
    assert found == {str(case): case.rule for case in CASES}


def test_rules_are_told_in_sentences_before_the_database_refuses(prepared: None):
    """``full_clean`` finds each by itself, and a check says it in words."""
    for case in CASES:
        with pytest.raises(ValidationError) as refused:
            case.row().validate_constraints()
        checks = {c.name: c.violation_error_message for m in own_models() for c in m._meta.constraints}
        default = "Constraint “%(name)s” is violated."
        if checks[case.rule] != default:
            assert checks[case.rule] in str(refused.value.messages), str(case)


def test_rule_by_the_owners_sql(prepared: None):
    found = {}
    for case in CASES:
        with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(*statement(case.row()))
        found[str(case)] = broken(refused.value)
    assert found == {str(case): case.rule for case in CASES}


def test_rule_by_the_applications_sql(reloaded_report: None, application_connection: psycopg.Connection):
    prepare()
    found = {}
    for case in CASES:
        refusal = psycopg.errors.InsufficientPrivilege if case.database_only else psycopg.IntegrityError
        with pytest.raises(refusal) as refused:
            application_connection.execute(*statement(case.row()))
        found[str(case)] = case.rule if case.database_only else broken(refused.value)
    assert found == {str(case): case.refused_later_by or case.rule for case in CASES}
