"""The pages of this installation, as a web server runs them: `python -m cli.pages PORT`, on loopback."""

import os
import sys

import uvicorn
from fastapi import FastAPI

from flows.installation import installation
from web.app import create_app
from web.limits import HeaderDeadlineProtocol

PORT = 8080
MOST_AT_ONCE = 500


def application() -> FastAPI:
    """The pages on this installation's database."""
    here = installation()
    return create_app(here.engine, here.sender, here.settings.data)


def config(app: FastAPI, port: int) -> uvicorn.Config:
    """How they are served: no access log, for paths hold keys; X-Forwarded-For is believed from this machine alone."""
    return uvicorn.Config(
        app,
        host="127.0.0.1",
        port=port,
        http=HeaderDeadlineProtocol,
        access_log=False,
        server_header=False,
        limit_concurrency=MOST_AT_ONCE,
        forwarded_allow_ips="127.0.0.1",
    )


def main() -> None:
    """Serve until a signal comes."""
    os.umask(0o077)
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
    uvicorn.Server(config(application(), port)).run()


if __name__ == "__main__":
    main()
