"""What one start of the site is made of, from the environment."""

import os

import pytest

from hispeech_web import env
from hispeech_web.run import plan, ports, programs, welcome
from transcripts.alignment import packages


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORT", "HOST", "SANDBOX_PORT", "SANDBOX_HEAR", "CELERY_BROKER_URL", "WORKER_THREADS"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_key_the_sandbox_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANDBOX_PORT", str(ports.free_port()))
    made = plan.read()
    assert str(made.sandbox_port) == os.environ["SANDBOX_PORT"] == made.environment["SANDBOX_PORT"]
    assert [program.name for program in programs.foundations(made)] == ["broker", "sandbox"]
    assert "sandbox" in welcome.block(made, "")


def test_the_sandbox_listens_where_it_can_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    def started() -> tuple[str, str]:
        made = plan.read()
        command = programs.foundations(made)[-1].command
        return command[command.index("--hear") + 1], welcome.block(made, "")

    monkeypatch.setattr(packages, "missing", lambda: "")
    option, said = started()
    assert option == "listen"
    assert "roughly what it hears" in said
    monkeypatch.setattr(packages, "missing", lambda: packages.NO_MODEL)
    option, said = started()
    assert option == "listen"
    assert "made up" in said
    assert "(armspeech)" in said
    monkeypatch.setenv("SANDBOX_HEAR", "sound")
    option, said = started()
    assert option == "sound"
    assert "(armspeech)" not in said


def test_what_set_up_did_not_wait_for_is_fetched_beside_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "missing", lambda: "")
    assert programs.fetching(plan.read()) == []
    monkeypatch.setattr(packages, "missing", lambda: packages.NO_MODEL)
    for name, value in {"PIP_INDEX_URL": "https://i", "HTTPS_PROXY": "p", "HISPEECH_API_KEY": "k"}.items():
        monkeypatch.setenv(name, value)
    (fetching,) = programs.fetching(plan.read())
    assert fetching.once
    assert fetching.environment["PIP_INDEX_URL"] == "https://i"
    assert fetching.environment["HTTPS_PROXY"] == "p"
    assert not {"HISPEECH_API_KEY", "DATA_DIR"} & set(fetching.environment)


def test_a_taken_sandbox_port_gives_way_to_a_free_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with ports.listen("127.0.0.1", 0) as taken:
        monkeypatch.setenv("SANDBOX_PORT", str(taken.getsockname()[1]))
        made = plan.read()
    assert made.environment["SANDBOX_PORT"] == str(made.sandbox_port) != os.environ["SANDBOX_PORT"]


def test_a_key_and_a_broker_elsewhere_need_no_foundations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HISPEECH_API_KEY", "k")
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://broker.example:6379/0")
    made = plan.read()
    assert programs.foundations(made) == []
    assert "sandbox" not in welcome.block(made, "")


def test_the_first_owners_password_reaches_the_preparation_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "grapes and apricots")
    made = plan.read()
    assert programs.preparation(made, 9).environment["ADMIN_PASSWORD"] == "grapes and apricots"
    everything_else = [*programs.foundations(made), programs.worker(made), programs.site(made, 9)]
    assert {program.environment["ADMIN_PASSWORD"] for program in everything_else} == {""}


def test_what_is_shown_holds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HISPEECH_API_KEY", "very-secret")
    made = plan.read()
    assert "very-secret" not in repr(made) + repr(programs.worker(made)) + welcome.block(made, "")


def test_more_threads_than_may_wait_at_hispeech(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HISPEECH_MAX_CONCURRENCY", "30")
    assert plan.read().worker_threads == 38


def test_a_port_that_is_no_number_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eight thousand")
    with pytest.raises(env.BadVariable, match="PORT"):
        plan.read()


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://127.0.0.1:8000/"),
        ("archive.example", "http://archive.example:8000/"),
        ("::1", "http://[::1]:8000/"),
    ],
)
def test_the_address_is_one_that_can_be_opened(
    host: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOST", host)
    assert plan.read().address == address


def test_a_link_stays_in_one_piece() -> None:
    link = "http://127.0.0.1:8000/accounts/setup/" + "x" * 120 + "/"
    assert any(line.strip() == link for line in welcome.block(plan.read(), f"once:\n{link}").splitlines())
