"""What the person at the terminal reads when something cannot be done: one sentence with its remedy."""


class StartError(Exception):
    """Raised with the whole sentence; shown without a traceback."""
