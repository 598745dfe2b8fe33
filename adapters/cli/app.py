"""`sommelier`: run, chat, ask, pipe, serve, check, import, read, teach."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer

from adapters.errors import AdapterError, SettingsError, describe
from bot.errors import ExampleError, SommelierError, TeachingError

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="A sales assistant that listens first."
)
Catalog = Annotated[str | None, typer.Option("--catalog", help="A catalogue file, or a shipped example's name.")]
As = Annotated[str, typer.Option("--as", help="customer, rep or trainee.")]


def main() -> None:
    """The command line; what goes wrong is said in a line, never as a traceback."""
    # Read when numpy is first imported; for one message at a time more threads only cost.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    log_to_stderr()
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - it was closed: nothing to read
    _set_encodings()
    try:
        app()
    except (SommelierError, ExampleError, TeachingError, AdapterError) as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None
    except BrokenPipeError:
        sys.stderr.close()
    except Exception as error:
        structlog.get_logger().error("crashed", **describe(error))
        typer.echo("Something went wrong inside Sommelier; the line above says where. Nothing that was stored is lost.", err=True)
        raise SystemExit(70) from None


def _set_encodings() -> None:
    """UTF-8 to and from files and pipes, the terminal's own to and from a terminal; a wrong byte or letter stops nothing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def log_to_stderr(level: str = "WARNING") -> None:
    """Logs as key=value lines on standard error, so that standard output stays clean."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.KeyValueRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level.lower()),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


@app.command()
def run(catalog: Catalog = None) -> None:
    """Every chat service that has its settings and, in a terminal, a chat beside them."""
    from adapters.cli.run import run as run_all

    settings = _settings()
    if (settings.slack or settings.telegram) and not sys.stdin.isatty():
        serve(catalog)
    else:
        run_all(settings, _assistant(catalog, settings))


@app.command()
def chat(catalog: Catalog = None, as_: As = "customer") -> None:
    """Talk in the terminal."""
    from adapters.cli.terminal import chat as run

    run(_assistant(catalog), _role(as_))


@app.command()
def ask(
    text: Annotated[list[str], typer.Argument(help="One message.")],
    catalog: Catalog = None,
    as_: As = "customer",
    json: Annotated[bool, typer.Option("--json", help="The answer as JSON.")] = False,
) -> None:
    """One message, one answer."""
    from adapters.cli.terminal import ask as run

    message = " ".join(text)
    if not message.strip():
        raise typer.BadParameter("the message is empty", param_hint="TEXT")
    run(_assistant(catalog), _role(as_), message, as_json=json)


@app.command()
def pipe(catalog: Catalog = None) -> None:
    """JSON lines in, JSON lines out."""
    from adapters.cli.pipe import run

    run(_assistant(catalog), sys.stdin.buffer, sys.stdout)


@app.command()
def serve(catalog: Catalog = None) -> None:
    """Every adapter that has its settings, until it is stopped."""
    import asyncio

    from adapters.serve import serve as run

    settings = _settings()
    log_to_stderr(settings.sommelier_log_level)
    asyncio.run(run(settings, _assistant(catalog, settings)))


@app.command()
def check(file: Annotated[str, typer.Argument(help="A catalogue file, or a shipped example's name.")]) -> None:
    """Validate a catalogue, then the doctor's advice; exit 1 on errors."""
    from bot.owner import checked

    lines, sound = checked(file)
    typer.echo("\n".join(lines))
    raise typer.Exit(0 if sound else 1)


@app.command(name="import")
def import_(
    format: Annotated[str, typer.Argument(help="spreadsheet, pricing2yaml or magento.")],
    source: Annotated[Path, typer.Argument(help="The file or folder to import.")],
    year: Annotated[int | None, typer.Option(help="For price lists by year.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write; standard output otherwise.")] = None,
) -> None:
    """Other people's formats to a catalogue."""
    from bot.owner import imported

    written = imported(format, source, year)
    if output is None:
        typer.echo(written, nl=False)
        return
    try:
        output.write_text(written, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{output} cannot be written: {error.strerror}") from error


@app.command()
def read(
    text: Annotated[list[str] | None, typer.Argument(help="A message; without one, JSON lines on standard input.")] = None,
    catalog: Catalog = None,
    json: Annotated[bool, typer.Option("--json", help="The whole Reading as JSON.")] = False,
) -> None:
    """Show what is heard in a message, with confidences and where."""
    from adapters.cli.reading import run

    run(catalog, _settings().sommelier_taught, " ".join(text) if text else None, as_json=json)


@app.command()
def teach(
    catalog: Catalog = None,
    language: Annotated[str | None, typer.Option(help="it, fr or en: only messages or lines in it.")] = None,
    import_: Annotated[Path | None, typer.Option("--import", help="Learn the lines of a file.")] = None,
    export: Annotated[Path | None, typer.Option("--export", help="Write what was taught to a file.")] = None,
    relearn: Annotated[bool, typer.Option("--relearn", help="Learn again from what was taught.")] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Back to what was shipped.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Yes to every question.")] = False,
) -> None:
    """Teach it the right labels of the messages it was least sure of (about one catalogue, or about all)."""
    from adapters.cli.teach import Task, run

    run(_settings(), Task(catalog, language, import_, export, relearn=relearn, forget=forget), sure=yes)


def _assistant(catalog: str | None, settings: Any = None) -> Any:
    from bot.bootstrap import build

    settings = settings or _settings()
    url = settings.sommelier_database_url.get_secret_value()
    return build(catalog or settings.sommelier_catalog, url, taught=settings.sommelier_taught)


def _settings() -> Any:
    from adapters.settings import load

    return load()


def _role(said: str) -> Any:
    if said not in ("customer", "rep", "trainee"):
        raise SettingsError(f"--as {said}: write customer, rep or trainee")
    return said


if __name__ == "__main__":
    main()
