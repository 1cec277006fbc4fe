"""Fields that several apps share, and the signed rows of an upload: what their options change."""

from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from apps.core.form_fields import DayField, FormKeyField
from apps.core.models import User
from apps.core.sheets_in import SheetRefused
from apps.core.sheets_in.checked import MOST_CARRIED, read_back, signed

KEY = "d9428888-122b-11e1-b85c-61cd3cbb3210"
CARRIED = {"headings": ["Value"], "lines": [[2, ["41.4"]]]}


def test_a_key_that_is_missing_is_a_new_one_unless_there_are_words_for_it():
    assert FormKeyField().clean(KEY) == FormKeyField("Open it again.").clean(KEY) == UUID(KEY)
    assert FormKeyField().clean("") != FormKeyField().clean("")
    for sent in ("", "changed"):
        with pytest.raises(ValidationError, match="Open it again"):
            FormKeyField("Open it again.").clean(sent)


def test_a_day_is_held_to_its_years_where_it_has_any():
    assert DayField(years=None).clean("1 March 1999") == date(1999, 3, 1)
    assert DayField(required=False).clean("") is None
    with pytest.raises(ValidationError, match="“1 March 1999” is not between 2000 and 2100"):
        DayField().clean("1 March 1999")


def test_rows_come_back_to_the_person_who_uploaded_them_alone():
    checked = {"checked": signed(CARRIED, "salt", User(pk=1))}
    assert read_back(checked, "salt", User(pk=1)) == CARRIED
    for salt, other, sent in (("salt", 2, checked), ("pepper", 1, checked), ("salt", 1, {})):
        with pytest.raises(SheetRefused, match="The rows that were checked are gone"):
            read_back(sent, salt, User(pk=other))


def test_rows_that_are_too_much_for_a_page_are_refused(monkeypatch):
    text = signed(CARRIED, "salt", User(pk=1))
    assert len(text) < MOST_CARRIED
    monkeypatch.setattr("apps.core.sheets_in.checked.MOST_CARRIED", len(text) - 1)
    with pytest.raises(SheetRefused, match="more text than one upload takes"):
        signed(CARRIED, "salt", User(pk=1))
