"""What the pages of plans, outcomes and evidence need beside the report, in each of their states."""

from tests.initiatives.plans import agreed, drafted


def measure_something() -> None:
    """A plan drafted for Portage and one agreed for Sufficiency."""
    drafted("portage")
    agreed("send-sufficiency")
