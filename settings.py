"""Where it runs: what differs between one installation and the next, read from the environment once."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parent


class Settings(BaseSettings):
    """The installation's settings; each is `DONDOC_<NAME>` in the environment or in `.env`."""

    model_config = SettingsConfigDict(env_prefix="DONDOC_", env_file=".env", extra="ignore")

    data: Path = Field(default=ROOT / "data", description="folder of the data: database, keys, written files")
    database_url: str = Field(default="", description="SQLAlchemy URL; empty: SQLite in the data folder")
    database_owner_url: SecretStr = Field(
        default=SecretStr(""), description="PostgreSQL: the role that owns the tables; empty: that of database_url"
    )
    plans: Path = Field(default=ROOT / "plans", description="folder with a folder for each plan")
    language: str = Field(default="vi", description="language of the command line: vi or en")
    officer: str = Field(default="office", description="who is recorded when --by is not given")
    secret: SecretStr = Field(default=SecretStr(""), description="signs the keys; empty: a file in the data folder")

    web_url: str = Field(default="http://127.0.0.1:8080", description="address of the pages as agencies see it")
    sender_name: str = Field(default="Văn phòng Điều phối nông thôn mới Trung ương")
    sender_address: str = Field(default="baocao@vpdp.example", description="From and, with a plus key, Reply-To")

    smtp_host: str = "127.0.0.1"
    smtp_port: int = 2525
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_tls: Literal["", "starttls", "implicit"] = Field(default="", description="TLS, required where it is set")
    smtp_token_file: Path | None = Field(default=None, description="file with the access token: log in by XOAUTH2")
    smtp_connections: int = Field(default=4, ge=1, le=32)
    smtp_per_minute: int = Field(default=0, ge=0, description="most letters a minute; 0: as many as the server takes")
    smtp_per_domain: int = Field(default=0, ge=0, description="most letters a minute to one domain; 0: no limit")
    dkim_selector: str = Field(default="default", description="where doctor --live looks for the DKIM key")

    imap_host: str = "127.0.0.1"
    imap_port: int = 2143
    imap_user: str = "baocao@vpdp.example"
    imap_password: SecretStr = SecretStr("")
    imap_tls: bool = False
    imap_folder: str = "INBOX"
    imap_processed: str = "Processed"
    authserv_id: str = Field(
        default="",
        description="the name under which the receiving server writes Authentication-Results; empty: none is believed",
    )

    @property
    def resolved_database_url(self) -> str:
        """The database's URL, SQLite in the data folder unless another is set."""
        return self.database_url or f"sqlite:///{self.data / 'dondoc.db'}"


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
