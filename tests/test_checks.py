import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from transcripts.alignment import packages
from transcripts.text.armenian import lexicon

BUCKET: dict[str, object] = {"AWS_STORAGE_BUCKET_NAME": "recordings"}


@pytest.fixture(autouse=True)
def _everything_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "missing", lambda: "")
    monkeypatch.setattr(lexicon, "installed", lambda: True)


def codes(tags: list[str] | None = None, databases: list[str] | None = None) -> list[str | None]:
    return [message.id for message in run_checks(tags=tags, databases=databases)]


def test_the_settings_as_they_come_are_right() -> None:
    assert codes() == []


@pytest.mark.parametrize("lacking", [packages.NO_RUNTIME, packages.NO_MODEL])
def test_a_package_that_the_site_can_do_without_is_a_warning(
    lacking: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "missing", lambda: lacking)
    (message,) = run_checks()
    assert (message.id, message.msg) == ("transcripts.W020", lacking)
    assert not message.is_serious()


def test_a_missing_lexicon_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "installed", lambda: None)
    (message,) = run_checks()
    assert message.id == "transcripts.W021"
    assert not message.is_serious()


@pytest.mark.parametrize("value", ["cheap", "-1", "nan", "1,5 AMD"])
def test_a_price_must_be_a_number(settings: Settings, value: str) -> None:
    settings.HISPEECH_PRICE_PER_MINUTE = {"*": value}
    assert codes() == ["transcripts.E001"]


@pytest.mark.parametrize("value", ["api.hispeech.ai", "ftp://x", "https://user:secret@x", ""])
def test_the_address_of_hispeech_must_be_one(settings: Settings, value: str) -> None:
    settings.HISPEECH_BASE_URL = value
    assert codes() == ["transcripts.E002"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"AWS_S3_ENDPOINT_URL": "http://minio:9000"}, "transcripts.E010"),
        ({"AWS_LOCATION": "recordings"}, "transcripts.E010"),
        ({"AWS_ACCESS_KEY_ID": "key"}, "transcripts.E011"),
        ({"AWS_SECRET_ACCESS_KEY": "secret"}, "transcripts.E011"),
        ({**BUCKET, "AWS_S3_ENDPOINT_URL": "minio:9000"}, "transcripts.E012"),
        ({**BUCKET, "AWS_S3_PUBLIC_ENDPOINT_URL": "https://key:secret@media.example.am"}, "transcripts.E012"),
        ({**BUCKET, "AWS_S3_ENDPOINT_URL": "http://minio:9000/recordings"}, "transcripts.E012"),
        ({**BUCKET, "SCRATCH_BYTES": 1000}, "transcripts.E014"),
        ({"X_ACCEL_PREFIX": "protected"}, "transcripts.E013"),
        ({**BUCKET, "X_ACCEL_PREFIX": "/protected/"}, "transcripts.W010"),
        ({**BUCKET, "AWS_S3_ENDPOINT_URL": "http://minio:9000", "HTTPS": True}, "transcripts.W011"),
    ],
)
def test_a_half_described_storage_is_told_before_the_start(
    settings: Settings, wrong: dict[str, object], told: str
) -> None:
    for name, value in wrong.items():
        setattr(settings, name, value)
    assert codes() == [told]


@pytest.mark.parametrize(
    "right",
    [
        {},
        {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"},
        {
            "AWS_S3_ENDPOINT_URL": "http://[::1]:9000/",
            "AWS_S3_PUBLIC_ENDPOINT_URL": "https://media.example.am",
        },
    ],
)
def test_a_bucket_that_is_described_well_is_right(settings: Settings, right: dict[str, object]) -> None:
    for name, value in (BUCKET | right).items():
        setattr(settings, name, value)
    assert codes() == []


@pytest.mark.django_db
def test_the_database_knows_armenian_letters() -> None:
    assert codes(databases=["default"], tags=["database"]) == []
