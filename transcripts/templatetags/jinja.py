"""Lists that stand on many pages are written in Jinja, which renders them several times as fast as Django's own templates
(docs/decisions/0019-lists-in-jinja.md): the folder `jinja/`, beside `templates/`.

A page remains a template of Django's, which holds its list by `{% jinja "transcripts/library.html" %}`.
"""

from functools import cache
from typing import Any, cast

from django import template
from django.template import Context, engines
from django.template.backends.jinja2 import Jinja2
from django.template.defaultfilters import capfirst, truncatechars
from django.template.defaulttags import querystring
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context as Known

from transcripts.templatetags import showing

register = template.Library()


def environment(**options: Any) -> Environment:
    """Settings.TEMPLATES name it. A name that nobody gave is an error there, not an empty place on a page."""
    made = Environment(
        loader=options["loader"],
        auto_reload=options["auto_reload"],
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # the extension's
    made.filters |= {**showing.register.filters, "capfirst": capfirst, "truncatechars": truncatechars}
    made.globals |= {"icon": showing.icon, "badge": showing.badge, "url": url, "querystring": _querystring}
    return made


@register.simple_tag(takes_context=True)
def jinja(context: Context, name: str) -> SafeString:
    """A template of `jinja/`, with all that this one knows."""
    known = context.flatten()
    known["csrf_input"] = _csrf_input(str(known["csrf_token"]))
    return SafeString(cast("Jinja2", engines["jinja2"]).env.get_template(name).render(known))


def _csrf_input(token: str) -> SafeString:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)


def url(name: str, *args: object) -> str:
    return reverse(name, args=args) if args else _address(name, get_urlconf(), get_script_prefix())


@cache
def _address(name: str, _urls: str | None, _prefix: str) -> str:
    """Remembered: a list's page names the same few of them dozens of times."""
    return reverse(name)


@pass_context
def _querystring(known: Known, **changed: Any) -> str:
    """As Django's tag: what stands in the address now, with something changed, or taken out where it is None."""
    return str(querystring(Context(), known["request"].GET, **changed))
