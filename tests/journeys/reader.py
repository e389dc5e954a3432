"""`python -m tests.journeys.reader`: somebody who only reads, unless another role is named, joins the team of a site that runs (in a process of its own, as `written`)."""

import subprocess
import sys

from playwright.sync_api import Page

from tests.journeys.site import PASSWORD, ROOT, Site
from tests.run.bare import bare

EMAIL = "vahe@example.am"


def admit(site: Site, role: str = "viewer") -> None:
    environment = bare() | {"DATA_DIR": str(site.data), "DJANGO_SETTINGS_MODULE": "hispeech_web.settings"}
    command = (sys.executable, "-m", "tests.journeys.reader", role)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("navigation").get_by_role("link", name="Library").wait_for()
    page.wait_for_load_state()


def main() -> None:
    import django

    django.setup()
    from transcripts.models import Membership, Role, Team, User

    if not User.objects.filter(email=EMAIL).exists():
        user = User.objects.create_user(EMAIL, PASSWORD, name="Վահե")
        Membership.objects.create(team=Team.objects.get(), user=user, role=Role(sys.argv[1]))


if __name__ == "__main__":
    main()
