"""Keeps programs running: starts one again when it dies, stops all of them in the end."""

import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType, TracebackType

from mulin.site.processes import Program, Running
from mulin.site.trouble import CannotStart

STOP_WORDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SHORTEST_WAIT, LONGEST_WAIT = 0.25, 10.0
STEADY_AFTER = 30.0
"""A program that ran this many seconds is taken to be well again."""


class StopAsked(Exception):
    """Somebody asked us to stop: Ctrl-C, or the system going down."""


@dataclass
class Kept:
    """A program that is to run for as long as we do."""

    program: Program
    running: Running | None
    started_at: float
    wait: float = SHORTEST_WAIT


class Supervisor:
    """Starts programs in order, keeps them running, and stops them in the opposite order."""

    def __init__(self) -> None:
        self._kept: list[Kept] = []
        self._stop_asked = False
        self._heard_before = {word: signal.getsignal(word) for word in STOP_WORDS}

    def __enter__(self) -> "Supervisor":
        # Said explicitly: what a script starts with "&" is told to ignore Ctrl-C.
        for word in STOP_WORDS:
            if word != signal.SIGHUP or self._heard_before[word] != signal.SIG_IGN:
                signal.signal(word, self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> bool:
        """Stop everything; having been asked to is not an error."""
        for kept in reversed(self._kept):
            if kept.running:
                with suppress(ProcessLookupError):
                    kept.running.ask_to_stop()
                kept.running.stop()
        for word, heard in self._heard_before.items():
            signal.signal(word, heard)
        return isinstance(error, StopAsked)

    def keep(self, program: Program) -> None:
        """Start a program and start it again whenever it ends."""
        self._kept.append(Kept(program, Running(program), time.monotonic()))

    def run(self, program: Program) -> int:
        """Run a program to its end while the others are kept, and return how it ended."""
        running = Running(program)
        try:
            while not running.has_ended:
                self._tick()
        except StopAsked:
            running.ask_to_stop()
            raise
        finally:
            running.stop()
        return running.process.returncode

    def wait_until(self, ready: Callable[[], bool], *, seconds: float, otherwise: str) -> None:
        """Keep the programs until something is ready, or give up with a sentence."""
        end = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > end:
                raise CannotStart(otherwise)
            self._tick()

    def watch(self) -> None:
        """Keep the programs until somebody asks to stop."""
        while True:
            self._tick()

    def _hear(self, _word: int, _frame: FrameType | None) -> None:
        self._stop_asked = True

    def _tick(self) -> None:
        if self._stop_asked:
            raise StopAsked
        for kept in self._kept:
            self._look_after(kept)
        time.sleep(0.1)

    def _look_after(self, kept: Kept) -> None:
        """Start a program again if it died, later each time it dies soon after its start."""
        now = time.monotonic()
        if kept.running and kept.running.has_ended:
            steady = now - kept.started_at > STEADY_AFTER
            kept.wait = SHORTEST_WAIT if steady else min(kept.wait * 2, LONGEST_WAIT)
            say(f"{kept.program.name} ended; starting it again.")
            kept.running, kept.started_at = None, now
        if kept.running is None and now - kept.started_at >= kept.wait:
            kept.running, kept.started_at = Running(kept.program), now


def say(sentence: str) -> None:
    """Tell whoever watches the terminal."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
