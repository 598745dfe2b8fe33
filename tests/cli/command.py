"""The command line as somebody at a keyboard or a script has it: in this process where that will do, else in one of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import structlog

from adapters.cli.app import main

ROOT = Path(__file__).parents[2]
SECONDS = 60
Json = dict[str, Any]


@dataclass(frozen=True)
class Ran:
    """What a command said, on both streams, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Json]:
        """Standard output as JSON lines."""
        return json_lines(self.out)


def json_lines(out: str) -> list[Json]:
    """One object a line, whatever anybody takes for the end of one."""
    assert out == "" or out.endswith("\n")
    return [json.loads(line) for line in out.splitlines()]


def sommelier(*arguments: str, said: str | bytes = "", encoding: str = "utf-8") -> Ran:
    """The whole command, its own streams included, without a new process. `encoding` is the one the system tells it to use."""
    source = io.BytesIO(said.encode() if isinstance(said, str) else said)
    stdin, out, err = (io.TextIOWrapper(stream, encoding=encoding) for stream in (source, io.BytesIO(), io.BytesIO()))
    code: int | str | None = 0
    with patch.multiple(sys, argv=["sommelier", *arguments], stdin=stdin, stdout=out, stderr=err):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        finally:
            structlog.reset_defaults()
    assert isinstance(code, int)
    return Ran(code, written(out), written(err))


def written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def environment(database: str, **more: str) -> dict[str, str]:
    """Of a process of its own: nothing of this machine's settings."""
    bare = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("SOMMELIER_", "SLACK_", "TELEGRAM_", "PYTHON", "COLUMNS", "NO_COLOR"))
    }
    return bare | {"PYTHONPATH": str(ROOT), "SOMMELIER_DATABASE_URL": database, "TERM": "xterm", "COLUMNS": "100"} | more


def run_process(command: Sequence[str], folder: Path, *, said: bytes = b"", database: str = "sqlite://", **more: str) -> Ran:
    """Any command in a new process, in `folder`."""
    done = subprocess.run(
        command, input=said, capture_output=True, timeout=SECONDS, cwd=folder, env=environment(database, **more), check=False
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


class Pipe:
    """`sommelier pipe` in a process of its own: a line in, a line out."""

    def __init__(self, catalog: str, folder: Path, database: str) -> None:
        self.folder = folder
        self._errors = (folder / "stderr.txt").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "adapters", "pipe", "--catalog", catalog],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, cwd=folder, env=environment(database),
        )  # fmt: skip

    def ask(self, raw: bytes) -> Json:
        """Whatever bytes as a line, and the one line that comes back."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(raw + b"\n")
        self._process.stdin.flush()
        line: Json = json.loads(self._process.stdout.readline())
        return line

    def say(self, conversation: str, text: str, **more: str) -> Json:
        """One message of a conversation."""
        return self.ask(json.dumps({"conversation": conversation, "text": text} | more, ensure_ascii=False).encode())

    @property
    def errors(self) -> str:
        """Everything on standard error so far."""
        return (self.folder / "stderr.txt").read_text(encoding="utf-8")

    def kill(self) -> None:
        """As by a power cut."""
        self._process.kill()
        self._close()

    def end(self) -> int:
        """The input ends; its exit code."""
        assert self._process.stdin
        self._process.stdin.close()
        code = self._process.wait(SECONDS)
        self._close()
        return code

    def interrupt(self, number: int) -> int:
        """A signal; its exit code."""
        self._process.send_signal(number)
        code = self._process.wait(SECONDS)
        self._close()
        return code

    def _close(self) -> None:
        self._process.wait(SECONDS)
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()


@contextlib.contextmanager
def pipe(catalog: str, folder: Path, database: str) -> Iterator[Pipe]:
    """A pipe that is gone afterwards, whatever happened."""
    process = Pipe(catalog, folder, database)
    try:
        yield process
    finally:
        process.kill()
