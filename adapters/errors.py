"""What goes wrong between us and a chat service, and what the log may say of it.

AdapterError
├── SettingsError    a setting is missing or unusable: names the variable and the remedy
├── StartError       the service refused us at start (a wrong token, say)
└── TransportError   a call to the service failed; carries the verdict
"""

from __future__ import annotations

import traceback
from pathlib import Path

FRAMES = 8


class AdapterError(Exception):
    """Its message is ours: safe to print and to log."""


class SettingsError(AdapterError):
    """Set or correct the variable that the message names."""


class StartError(AdapterError):
    """The service answered, and refused."""


class TransportError(AdapterError):
    """A service's room classifies, `delivery` decides.

    `message` is the service's code, never a person's words. `permanent`: this message will never arrive. `retry_after`:
    seconds the service asked us to wait. `uncertain`: the message may have arrived. `gone`: the person has left us.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        uncertain: bool = False,
        gone: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.permanent = permanent
        self.retry_after = retry_after
        self.uncertain = uncertain
        self.gone = gone


def describe(error: BaseException) -> dict[str, object]:
    """The cause for the log: kinds and places, no message.

    Messages of other people's exceptions quote what they were given: SQLAlchemy the parameters (a customer's words),
    python-telegram-bot the token it was refused. Only our own messages are repeated.
    """
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    described: dict[str, object] = {
        "error": type(error).__name__,
        "where": [f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if isinstance(error, AdapterError):
        described["reason"] = str(error)
    if cause := error.__cause__ or error.__context__:
        described["because"] = type(cause).__name__
    return described
