import pytest
from django.template import RequestContext, Template, engines
from django.test import RequestFactory
from django.utils import translation
from jinja2 import UndefinedError


def rendered(source: str, **known: object) -> str:
    return engines["jinja2"].from_string(source).render(known)


def test_what_people_wrote_is_escaped_and_what_we_made_is_not() -> None:
    source = "{{ title }} {{ icon('lock') }} {{ _('“%(name)s”', name=title) }} {{ 61|clock }}"
    page = rendered(source, title="<b>&")
    assert page.startswith("&lt;b&gt;&amp; <svg")
    assert page.endswith("“&lt;b&gt;&amp;” 1:01")


def test_a_name_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        rendered("{{ titles }}", title="Ժողով")


def test_texts_are_in_the_language_of_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "{{ _('Yes') }}"
    assert rendered(source) == "Yes"
    with translation.override("ru"):
        assert rendered(source) == "Да"


def test_a_page_of_django_holds_one_with_all_that_it_knows() -> None:
    request = RequestFactory().get("/", {"q": "ժողով", "start": "20"})
    page = Template("{% load jinja %}{% jinja 'parts/view_fields.html' %}")
    shown = page.render(
        RequestContext(request, {"view": type("View", (), {"pairs": lambda _: [("q", "<")]})()})
    )
    assert shown == '<input type="hidden" name="q" value="&lt;">'


def test_an_address_is_told_with_something_changed() -> None:
    request = RequestFactory().get("/", {"q": "ա&բ", "start": "20"})
    assert rendered("{{ querystring(start=40) }}", request=request) == "?q=%D5%A1%26%D5%A2&amp;start=40"
    assert rendered("{{ querystring(start=none) }}", request=request) == "?q=%D5%A1%26%D5%A2"
