"""`sommelier chat` as somebody at a keyboard has it: in a real terminal, and with lines from a pipe."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.voice import Voice
from tests.cli.command import SECONDS, environment, run_process

TRY = Voice("it", "")("customer.try")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass
class Terminal:
    """A terminal with a program in it: what was typed, and what stands on the screen."""

    keyboard: int
    process: subprocess.Popen[bytes]
    screen: str = ""

    def until(self, words: str, *, after: int = 0) -> str:
        """What stands there since `after`, once `words` do."""
        deadline = time.monotonic() + SECONDS
        while words not in plainly(self.screen)[after:]:
            ready, _, _ = select.select([self.keyboard], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"{words!r} never came: {plainly(self.screen)}"
            self.screen += os.read(self.keyboard, 65536).decode()
        return plainly(self.screen)[after:]

    def type(self, text: str) -> int:
        """Keys, and how much stood on the screen before."""
        before = len(plainly(self.screen))
        os.write(self.keyboard, text.encode())
        return before

    def end(self) -> int:
        """The program's exit code; what it says last is read."""
        try:
            while select.select([self.keyboard], [], [], SECONDS)[0]:
                self.screen += os.read(self.keyboard, 65536).decode()
        except OSError:  # how Linux says that nobody is at the other end any more
            pass
        return self.process.wait(SECONDS)


def plainly(screen: str) -> str:
    """Without colours, and in one line: the terminal wraps where it likes."""
    return " ".join(ESCAPES.sub("", screen).split())


@contextmanager
def terminal(command: list[str], folder: Path) -> Iterator[Terminal]:
    keyboard, screen = pty.openpty()
    process = subprocess.Popen(
        command,
        stdin=screen,
        stdout=screen,
        stderr=screen,
        cwd=folder,
        env=environment(f"sqlite:///{folder}/memory.db"),
        start_new_session=True,
    )
    os.close(screen)
    try:
        yield Terminal(keyboard, process)
    finally:
        process.kill()
        process.wait(SECONDS)
        os.close(keyboard)


def test_a_chat_in_a_terminal(tmp_path: Path) -> None:
    with terminal([sys.executable, "-m", "adapters", "run", "--catalog", "pizzeria"], tmp_path) as chat:
        seen = chat.until(f"{plainly(TRY)} >")
        assert "Pizzeria Da Ciro" in seen
        assert "non una persona" in seen
        answer = chat.until("[No, grazie]", after=chat.type("vorrei una margherita\n"))
        assert "più cremosa" in answer
        assert "[Non ora]" in answer
        assert "non una persona" not in answer
        hours = chat.until("18 alle 23", after=chat.type("no grazie\na che ora chiudete?\n"))
        assert "Traceback" not in hours
        chat.type("\x04")
        assert chat.end() == 0
        assert "Traceback" not in chat.screen
    assert (tmp_path / "memory.db").exists()


def test_a_chat_with_lines_from_a_pipe(tmp_path: Path) -> None:
    said = "je voudrais une margherita\noui, d'accord\n\nvous fermez à quelle heure ?\nsupprimer mes données\n"
    command = [sys.executable, "-m", "adapters", "chat", "--catalog", "pizzeria"]
    ran = run_process(command, tmp_path, said=said.encode(), database=f"sqlite:///{tmp_path}/memory.db")
    assert (ran.code, ran.err) == (0, "")
    places = [ran.out.find(words) for words in ("AOP", "pas une personne", "de 18 h à 23 h", Voice("fr", "")("customer.erased"))]
    assert -1 not in places
    assert places == sorted(places)
    assert "> " not in ran.out, "no prompt"
    assert "[Non, merci]" not in ran.out, "no buttons that nobody could press"
