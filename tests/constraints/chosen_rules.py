"""Rules of chosen sets of comparators and of what is said of lines, each with a row that breaks it."""

from collections.abc import Iterator

from tests.constraints.rules import NOW, Case, like


def chosen_cases() -> Iterator[Case]:
    chosen = "benchmarking.ChosenSet"
    standing = {"where": {"archived": False}}
    yield Case("chosen_set_name_once", "twice", like(chosen, **standing))
    yield Case("chosen_set_name_once", "in capitals", like(chosen, **standing, name="COASTAL"))
    says = "chosen_set_says_why"
    yield Case(says, "no reason", like(chosen, **standing, name="Another", reason=""))
    yield Case(says, "no name", like(chosen, **standing, name=""))
    yield Case(says, "neither", like(chosen, **standing, name="", reason=""))
    yield Case("chosen_member_once", "twice", like("benchmarking.ChosenMember"))
    yield Case("line_comment_version", "twice", like("benchmarking.LineComment", written_at=NOW))


def prepare_chosen() -> None:
    from tests.journeys.compared import choose_something

    choose_something(NOW)
