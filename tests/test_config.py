"""Wrong settings stop the start with a sentence that names them."""

import pytest

from config import Settings, WrongSetting

PRODUCTION = {
    "CXSTAFF_ENV": "production",
    "CXSTAFF_SECRET_KEY": "k" * 40,
    "CXSTAFF_BASE_URL": "https://pulse.example.com/",
    "CXSTAFF_MAIL_URL": "smtp://mail.example.com:587",
    "CXSTAFF_MAIL_FROM": "cxstaff <pulse@example.com>",
    "CXSTAFF_DATABASE_URL": "postgresql://cxstaff@db/cxstaff",
}


def test_a_developer_needs_no_settings() -> None:
    settings = Settings.from_environment({})
    assert settings.is_development
    assert settings.database_url.startswith("sqlite:///")


def test_production_takes_what_it_is_told() -> None:
    settings = Settings.from_environment(PRODUCTION)
    assert settings.is_production
    assert settings.base_url == "https://pulse.example.com"
    assert settings.database_url == "postgresql+psycopg://cxstaff@db/cxstaff"


def test_second_factors_are_wanted_where_people_work_and_not_in_a_demonstration() -> None:
    assert Settings.from_environment(PRODUCTION).second_factor == "privileged"
    assert Settings.from_environment({}).second_factor == "optional"
    everyone = PRODUCTION | {"CXSTAFF_SECOND_FACTOR": "everyone"}
    assert Settings.from_environment(everyone).second_factor == "everyone"


def test_former_secret_keys_stand_beside_each_other() -> None:
    former = PRODUCTION | {"CXSTAFF_FORMER_SECRET_KEYS": " one  two "}
    assert Settings.from_environment(former).former_secret_keys == ("one", "two")


@pytest.mark.parametrize(
    "missing",
    ["CXSTAFF_SECRET_KEY", "CXSTAFF_BASE_URL", "CXSTAFF_MAIL_URL", "CXSTAFF_MAIL_FROM"],
)
def test_production_has_no_defaults_for_what_matters(missing: str) -> None:
    env = {name: value for name, value in PRODUCTION.items() if name != missing}
    with pytest.raises(WrongSetting, match=missing):
        Settings.from_environment(env)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CXSTAFF_ENV", "staging"),
        ("CXSTAFF_SECRET_KEY", "short"),
        ("CXSTAFF_DATABASE_URL", "mysql://db/cxstaff"),
        ("CXSTAFF_BASE_URL", "pulse.example.com"),
        ("CXSTAFF_MAIL_URL", "mail.example.com"),
        ("CXSTAFF_MAIL_URL", "smtp://mail.example.com?tls=maybe"),
        ("CXSTAFF_MAIL_URL", "smtps://mail.example.com?tls=never"),
        ("CXSTAFF_HSTS_SUBDOMAINS", "true"),
        ("CXSTAFF_SECOND_FACTOR", "sometimes"),
        ("CXSTAFF_UPLOAD_MEGABYTES", "many"),
        ("CXSTAFF_UPLOAD_MEGABYTES", "0"),
        ("CXSTAFF_PROXIES", "-1"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=name):
        Settings.from_environment(PRODUCTION | {name: value})
