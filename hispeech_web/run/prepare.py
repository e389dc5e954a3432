"""All that Django must do before the site starts, in one process that ends: records, files, first owner.

`python -m hispeech_web.run.prepare FD` writes to that file descriptor how the first person signs in,
or nothing where people are there already.
"""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hispeech_web.run import static


def main(descriptor: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hispeech_web.settings")
    django.setup()
    migrate()
    static.gather()
    with os.fdopen(descriptor, "w", encoding="utf-8") as answer:
        call_command("ensure_first_owner", stdout=answer)


def migrate() -> None:
    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if steps:
        sys.stdout.write(f"Bringing the database up to date ({len(steps)} steps).\n")
        call_command("migrate", interactive=False, verbosity=0)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except (CommandError, ImproperlyConfigured) as problem:
        sys.exit(str(problem))
