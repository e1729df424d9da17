"""The pages of this installation, as a web server starts them: `uvicorn --factory cli.pages:application`."""

from fastapi import FastAPI

from flows.installation import installation
from web.app import create_app


def application() -> FastAPI:
    """The pages on this installation's database."""
    here = installation()
    return create_app(here.engine, here.sender, here.settings.data)
