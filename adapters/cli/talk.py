"""Questions and answers at the terminal, for commands that ask before they do something."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from adapters.cli.lines import cleaned
from adapters.errors import AdapterError

Ask = Callable[[str], str | None]
"""Shows a prompt, takes a line; None when there will be no more."""
NOT_ASKED = "Nothing was changed: there is no terminal to ask in. Add --yes to do it."


class TeachError(AdapterError):
    """What teaching cannot go on without; says what to do."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Where it is shown, and who answers; `ask` is None without a terminal. `sure`: yes to every question."""

    console: Console
    ask: Ask | None
    sure: bool = False

    def agreed(self, question: str) -> bool:
        """Yes, and not merely Enter."""
        if self.sure:
            return True
        if self.ask is None:
            raise TeachError(NOT_ASKED)
        return (self.ask(f"{question} [y/N] ") or "").strip().lower() in ("y", "yes")

    def say(self, text: str, style: str = "") -> None:
        """A line; what people wrote is never taken for markup."""
        self.console.print(Text(text, style=style), soft_wrap=not self.console.is_terminal)


def at_the_keyboard(*, sure: bool) -> Talk:
    """A talk with whoever sits at the terminal, if anybody does."""
    console = Console()

    def ask(prompt: str) -> str | None:
        try:
            return cleaned(console.input(Text(prompt, style="bold")))
        except (EOFError, KeyboardInterrupt):
            console.print()
            return None

    return Talk(console, ask if sys.stdin.isatty() else None, sure)
