"""Settings of one running cxstaff, read once from the environment; wrong ones stop the start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
ENVIRONMENTS = ("development", "production", "testing")
DEVELOPMENT_SECRET = "for development only: never leaves this machine"  # noqa: S105
SHORTEST_SECRET = 32
SECOND_FACTOR = ("privileged", "everyone", "optional")


class WrongSetting(ValueError):
    """A setting is missing or cannot be understood; the sentence names it and the cure."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator decides; README lists each name with what it means."""

    environment: str
    secret_key: str
    former_secret_keys: tuple[str, ...]
    second_factor: str
    database_url: str
    base_url: str
    mail_url: str
    mail_from: str
    key_dir: Path
    upload_dir: Path
    upload_megabytes: int
    erased_file: Path
    proxies: int
    hsts_subdomains: bool
    checkpoint_file: Path | None
    session_days: int
    session_idle_days: int
    trusted_session_hours: int
    trusted_idle_minutes: int
    postgres_bin: Path | None
    private_receivers: bool

    @classmethod
    def from_environment(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read the settings named CXSTAFF_… from `env` (os.environ by default).

        Raises `WrongSetting` when one is missing in production or cannot be understood.
        """
        values = os.environ if env is None else env
        environment = values.get("CXSTAFF_ENV", "development")
        if environment not in ENVIRONMENTS:
            raise WrongSetting(f"CXSTAFF_ENV is '{environment}'; use one of {ENVIRONMENTS}.")
        data = Path(values.get("CXSTAFF_DATA_DIR", str(ROOT / "var")))
        needed = _Needed(values, production=environment == "production")
        return cls(
            environment=environment,
            secret_key=_secret(needed("CXSTAFF_SECRET_KEY", DEVELOPMENT_SECRET), environment),
            former_secret_keys=tuple(values.get("CXSTAFF_FORMER_SECRET_KEYS", "").split()),
            second_factor=_second_factor(values, environment),
            database_url=_database(values.get("CXSTAFF_DATABASE_URL"), data),
            base_url=_web_address(needed("CXSTAFF_BASE_URL", "http://127.0.0.1:8000")),
            mail_url=_mail(needed("CXSTAFF_MAIL_URL", f"folder:{data / 'mail'}")),
            mail_from=needed("CXSTAFF_MAIL_FROM", "cxstaff <cxstaff@localhost>"),
            key_dir=Path(values.get("CXSTAFF_KEY_DIR", str(data / "keys"))),
            upload_dir=Path(values.get("CXSTAFF_UPLOAD_DIR", str(data / "uploads"))),
            upload_megabytes=_whole(values, "CXSTAFF_UPLOAD_MEGABYTES", 1024, least=1),
            erased_file=Path(values.get("CXSTAFF_ERASED_FILE", str(data / "erased.csv"))),
            proxies=_whole(values, "CXSTAFF_PROXIES", 0, least=0),
            hsts_subdomains=_yes_or_no(values, "CXSTAFF_HSTS_SUBDOMAINS"),
            checkpoint_file=_path(values.get("CXSTAFF_CHECKPOINT_FILE")),
            session_days=_whole(values, "CXSTAFF_SESSION_DAYS", 14, least=2),
            session_idle_days=_whole(values, "CXSTAFF_SESSION_IDLE_DAYS", 7, least=1),
            trusted_session_hours=_whole(values, "CXSTAFF_TRUSTED_SESSION_HOURS", 12, least=2),
            trusted_idle_minutes=_whole(values, "CXSTAFF_TRUSTED_IDLE_MINUTES", 60, least=5),
            postgres_bin=_path(values.get("CXSTAFF_POSTGRES_BIN")),
            private_receivers=_yes_or_no(values, "CXSTAFF_PRIVATE_RECEIVERS"),
        )

    @property
    def is_encrypted(self) -> bool:
        """Say whether people reach this by https."""
        return self.base_url.startswith("https://")

    @property
    def is_development(self) -> bool:
        """Say whether this is a developer's own machine."""
        return self.environment == "development"

    @property
    def is_production(self) -> bool:
        """Say whether real people use this."""
        return self.environment == "production"


@dataclass(frozen=True, slots=True)
class _Needed:
    """Look a setting up; outside production a default stands in for a missing one."""

    values: Mapping[str, str]
    production: bool

    def __call__(self, name: str, default: str) -> str:
        value = self.values.get(name, "").strip()
        if value:
            return value
        if self.production:
            raise WrongSetting(f"{name} is not set. In production it has no default.")
        return default


def _secret(value: str, environment: str) -> str:
    weak = len(value) < SHORTEST_SECRET or value == DEVELOPMENT_SECRET
    if environment == "production" and weak:
        raise WrongSetting(
            f"CXSTAFF_SECRET_KEY needs at least {SHORTEST_SECRET} random characters: "
            "python -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return value


def _second_factor(values: Mapping[str, str], environment: str) -> str:
    default = "privileged" if environment == "production" else "optional"
    value = values.get("CXSTAFF_SECOND_FACTOR", "").strip() or default
    if value not in SECOND_FACTOR:
        raise WrongSetting(f"CXSTAFF_SECOND_FACTOR is '{value}'; use one of {SECOND_FACTOR}.")
    return value


def _database(value: str | None, data: Path) -> str:
    if not value:
        return f"sqlite:///{data / 'cxstaff.db'}"
    for written in ("postgres://", "postgresql://"):
        if value.startswith(written):
            return "postgresql+psycopg://" + value.removeprefix(written)
    if value.startswith(("sqlite:///", "postgresql+psycopg://")):
        return value
    raise WrongSetting(
        "CXSTAFF_DATABASE_URL has to start with sqlite:/// or postgresql://, "
        f"not '{value.split(':', 1)[0]}:'."
    )


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise WrongSetting(
            f"CXSTAFF_BASE_URL is '{value}'; write it like https://pulse.example.com."
        )
    return value.rstrip("/")


def _mail(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"smtp", "smtps", "folder"}:
        raise WrongSetting(
            "CXSTAFF_MAIL_URL has to start with smtp://, smtps:// or folder:, "
            "for example smtp://user:password@mail.example.com:587."
        )
    known = {"smtp": {"", "tls=required", "tls=never"}, "smtps": {""}}
    if parts.query not in known.get(parts.scheme, {parts.query}):
        raise WrongSetting(
            "CXSTAFF_MAIL_URL may end in ?tls=required, which is so without saying, or in "
            "?tls=never, and that after smtp:// alone."
        )
    return value


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None


def _yes_or_no(values: Mapping[str, str], name: str) -> bool:
    text = values.get(name) or "no"
    if text not in {"yes", "no"}:
        raise WrongSetting(f"{name} is '{text}'; use yes or no.")
    return text == "yes"


def _whole(values: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    text = values.get(name, str(default))
    if not text.isdecimal() or int(text) < least:
        raise WrongSetting(f"{name} is '{text}'; use a whole number from {least} up.")
    return int(text)
