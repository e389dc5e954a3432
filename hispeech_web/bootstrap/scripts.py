"""The one script of others that our pages load: the tus client. Without it uploads go as ordinary forms do."""

import re

from hispeech_web.bootstrap.shell import ROOT, VENDOR

PACKAGE = ROOT / "node_modules" / "tus-js-client"
MADE = VENDOR / "tus.min.js"
# Names a file that only its authors need, and that we do not serve.
SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=.*\s*\Z")


def copy() -> None:
    (VENDOR / "tus.LICENSE").write_bytes((PACKAGE / "LICENSE").read_bytes())
    script = (PACKAGE / "dist" / "tus.min.js").read_text(encoding="utf-8")
    new = MADE.with_suffix(".new")
    new.write_text(SOURCE_MAP.sub("\n", script), encoding="utf-8")
    new.replace(MADE)


def do_without() -> None:
    """The page names the script, so there must be one."""
    if not MADE.is_file():
        MADE.write_text("// tus-js-client was not fetched.\n", encoding="ascii")
