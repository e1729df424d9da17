"""The log of an installation: one JSON line for each decision, with ids and codes and never an address or a word."""

import logging
import os
from logging.handlers import WatchedFileHandler
from pathlib import Path

import structlog

LOG_FILE = "dondoc.log"
SHOWN = {"at", "actor", "verb", "subject", "facts"}


class DecisionsHandler(WatchedFileHandler):
    """Writes to the log's file, and to a new one of that name once it was moved away (logrotate).

    What it cannot write it says on the error stream: the decision itself stands in the record, committed.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line."""
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)


def log_decisions(data: Path) -> None:
    """Have every line of the record that is committed in this process logged to `dondoc.log` in the data folder."""
    path = data / LOG_FILE
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    handler = DecisionsHandler(path, delay=True)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(allow=SHOWN)],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.EventRenamer("said"),
                structlog.processors.JSONRenderer(sort_keys=True),
            ],
        )
    )
    logger = logging.getLogger("dondoc")
    for old in [one for one in logger.handlers if isinstance(one, DecisionsHandler)]:
        logger.removeHandler(old)
        old.close()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
