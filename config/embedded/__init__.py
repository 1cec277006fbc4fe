"""The services that the demonstration, the tests and the commands bring with them: PostgreSQL and Valkey.

Both are plain programs out of Python wheels, started as children on private unix sockets; nothing is installed on
the machine. A council's server names its own by ``DATABASE_URL`` and ``CELERY_BROKER_URL`` and needs none of this.
"""
