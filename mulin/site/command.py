"""
The `mulin` command: a few words of our own; every other word goes to Django.

Each word imports what it needs itself: `decide` and `verify` count without a site.
"""

# ruff: noqa: PLC0415
import argparse
import os
import sys
from collections.abc import Callable

from mulin import __version__
from mulin.site.trouble import CannotStart

DESCRIPTION = "Mulin 睦邻: neighbourhoods that govern themselves."
EPILOG = """Every other word goes to Django, such as:
  prepare          make database, messages and static files ready to serve
  check --deploy   look for faults in the settings
  help             list all of Django's words
"""
GRANIAN = [
    *("-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
    *("--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "5"),
]
INTERRUPTED = 130
APPLICATION = "mulin.site.wsgi:application"


def main(words: list[str] | None = None) -> None:
    """Do what was asked for, or say in one sentence why not."""
    words = sys.argv[1:] if words is None else words
    if words[:1] in (["decide"], ["verify"]):
        sys.exit(_counted(decide if words[0] == "decide" else verify, words[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.site.settings")
    if words and words[0] not in (*OURS, "-h", "--help", "--version"):
        _django(words)
        return
    options = parser().parse_args(words or ["--help"])
    try:
        sys.exit(options.act(options))
    except CannotStart as trouble:
        sys.exit(f"mulin: {trouble}")


def _counted(count: Callable[[list[str]], int], words: list[str]) -> int:
    """Count, or say in one sentence that somebody stopped it, even before it began."""
    try:
        return count(words)
    except KeyboardInterrupt:
        sys.stderr.write("mulin: 停下了，没有算完。 Stopped before the count was done.\n")
        return INTERRUPTED


def decide(words: list[str]) -> int:
    """Count a participatory budget from a file."""
    from mulin.site.decide.command import main as count

    return count(words)


def verify(words: list[str]) -> int:
    """Count a downloaded vote again, and say whether its result stands."""
    from mulin.site.verify.command import main as recount

    return recount(words)


def _django(words: list[str]) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["mulin", *words])


def demo(options: argparse.Namespace) -> None:
    """Try the whole site on this machine."""
    from mulin.site.demo import run_demo
    from mulin.site.environment import home

    run_demo(home=home(), host=options.host, port=options.port, anew=options.reset)


def serve(options: argparse.Namespace) -> None:
    """Serve the site's pages; this process becomes the application server."""
    from mulin.site.database import given_database

    given_database()
    listen = ["--host", options.host, "--port", str(options.port)]
    size = ["--workers", str(options.workers), "--blocking-threads", str(options.threads)]
    os.execv(sys.executable, [sys.executable, *GRANIAN, *listen, *size, APPLICATION])  # noqa: S606


def worker(options: argparse.Namespace) -> None:
    """Do the jobs that pages leave for later."""
    size = ["--concurrency", str(options.concurrency)]
    patience = ["--shutdown-graceful-timeout", "8"]
    _django(["procrastinate", "worker", *size, *patience])


def with_database(options: argparse.Namespace) -> int:
    """Run a command beside a database of its own."""
    from mulin.site.demo import run_with_database
    from mulin.site.environment import home

    return run_with_database(home=home(), command=options.command)


OURS = {"demo": demo, "serve": serve, "worker": worker, "with-database": with_database}


def parser() -> argparse.ArgumentParser:
    """Return what reads our own words."""
    reader = argparse.ArgumentParser(
        "mulin",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    reader.add_argument("--version", action="version", version=f"Mulin {__version__}")
    readers = reader.add_subparsers(metavar="WORD", required=True)
    readers.add_parser("decide", help=decide.__doc__)  # reads its own words
    readers.add_parser("verify", help=verify.__doc__)  # so does this
    word = {name: readers.add_parser(name, help=act.__doc__) for name, act in OURS.items()}
    for name, act in OURS.items():
        word[name].set_defaults(act=act)
    for name in ("demo", "serve"):
        word[name].add_argument("--host", default="127.0.0.1")
        word[name].add_argument("--port", type=int, default=8000)
    word["demo"].add_argument("--reset", action="store_true", help="forget everything first")
    word["serve"].add_argument("--workers", type=int, default=2, help="processes")
    word["serve"].add_argument("--threads", type=int, default=4, help="threads in each process")
    word["worker"].add_argument("--concurrency", type=int, default=2, help="jobs at a time")
    word["with-database"].add_argument("command", nargs=argparse.REMAINDER)
    return reader


if __name__ == "__main__":
    main()
