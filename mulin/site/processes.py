"""Programs that run beside this one: start them, stop them, and leave none behind."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
_linux = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(word: int = signal.SIGTERM) -> None:
    """Ask Linux to send this process a signal when its parent is gone, however it went."""
    if _linux:
        _linux.prctl(PR_SET_PDEATHSIG, word)


@dataclass(frozen=True)
class Program:
    """What to run, as whom, and how to ask it to stop."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=lambda: os.environ)
    stop_word: int = signal.SIGTERM
    patience: float = 10
    """How many seconds it may take to stop."""
    log: Path | None = None
    """Where its words go; without one, to the terminal."""
    run_as: Mapping[str, Any] = field(default_factory=dict)
    """`user` and `group` for subprocess, when it is not us."""
    folder: Path | None = None


class Running:
    """A program that was started."""

    def __init__(self, program: Program) -> None:
        self.program = program
        log = program.log.open("ab") if program.log else None
        # Each has a process group of its own, so that Ctrl-C in the terminal reaches only us.
        self.process = subprocess.Popen(
            program.command,
            env=program.env,
            cwd=program.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=lambda: die_with_parent(program.stop_word),
            process_group=0,
            **program.run_as,
        )
        if log:
            log.close()

    @property
    def has_ended(self) -> bool:
        """Whether it is gone; then what it left in its group is ended too."""
        if self.process.poll() is None:
            return False
        self._end_group()
        return True

    def ask_to_stop(self) -> None:
        """Ask it, once, to stop by itself."""
        self.process.send_signal(self.program.stop_word)

    def stop(self) -> None:
        """Wait until it has stopped, and end it when it takes too long."""
        try:
            self.process.wait(self.program.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._end_group()

    def _end_group(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
