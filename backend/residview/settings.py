"""Every setting, read from the environment as `RESIDVIEW_<NAME>`."""

from pathlib import Path

import platformdirs
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent.parent


def _frontend_dir() -> Path:
    return CHECKOUT / "frontend" / "dist"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="RESIDVIEW_", env_ignore_empty=True)

    database_url: str | None = Field(
        default=None,
        description="PostgreSQL with pgvector, e.g. postgresql://user:password@host/name; "
        "unset: the embedded server under RESIDVIEW_HOME",
    )
    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("residview", appauthor=False)),
        description="where the embedded database keeps its data",
    )
    host: str = Field(default="127.0.0.1", description="address to serve on")
    port: int = Field(default=8000, ge=0, le=65535, description="port to serve on; 0 takes a free one")
    frontend_dir: Path = Field(default_factory=_frontend_dir, description="the built frontend")
    pool_size: int = Field(default=5, ge=1, le=100, description="database connections a process keeps")
    max_body_bytes: int = Field(default=524_288, ge=1024, description="the largest request body taken")
    writes_per_minute: int = Field(
        default=120,
        ge=1,
        description="how often a client may write in a minute: names, directions, descriptions, votes",
    )
    max_queued: int = Field(default=64, ge=1, description="runs that may wait for a worker")
    heartbeat_seconds: float = Field(default=5, gt=0, description="how often a worker says that it is alive")
    stalled_seconds: float = Field(
        default=20, gt=0, description="after how long a silent worker's run goes to another"
    )

    @field_validator("home", "frontend_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def _psycopg3(cls, value: str | None) -> str | None:
        """SQLAlchemy takes a bare `postgresql://` for psycopg 2, which is not installed."""
        if value is None:
            return None
        scheme, separator, rest = value.partition("://")
        if scheme not in ("postgres", "postgresql", "postgresql+psycopg") or not separator:
            raise ValueError(
                "must begin with postgresql:// (Residview stores its vectors in PostgreSQL with pgvector)"
            )
        return f"postgresql+psycopg://{rest}"
