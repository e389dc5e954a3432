"""`python -m tests.journeys.colleague NAME ROLE`: somebody who belongs to the team of a site that runs. As `written`."""

import subprocess
import sys

from tests.journeys.site import PASSWORD, ROOT, Site
from tests.run.bare import bare


def join(site: Site, name: str, role: str = "editor") -> str:
    """The address under which they sign in, with the site's usual password."""
    environment = bare() | {"DATA_DIR": str(site.data), "DJANGO_SETTINGS_MODULE": "hispeech_web.settings"}
    command = (sys.executable, "-m", "tests.journeys.colleague", name, role)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def main() -> None:
    import django

    django.setup()
    from transcripts.models import Membership, Role, Team, User

    name, role = sys.argv[1:]
    person = User.objects.create_user(f"{name.lower()}@example.am", PASSWORD, name=name)
    Membership.objects.create(team=Team.objects.earliest("created_at"), user=person, role=Role(role))
    print(person.email)


if __name__ == "__main__":
    main()
