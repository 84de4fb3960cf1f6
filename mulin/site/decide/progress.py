"""A bar for those who wait longer than a second."""

import time
from threading import Event, Thread
from types import TracebackType
from typing import Self, TextIO

from .words import Speech

PATIENCE, PACE = 1.0, 0.1
CELLS = 24
CLEAR = "\r\x1b[2K"


class Progress:
    """
    Draws a bar on a terminal while work is being done; elsewhere nothing.

    `watch` is told how far the work is; until it is, a mark wanders along the bar.
    """

    def __init__(self, speech: Speech, stream: TextIO, patience: float = PATIENCE) -> None:
        self._speech, self._stream = speech, stream
        self.budget = 0
        """In coins: the bar is full when an outcome costs as much."""
        self._patience = patience
        self._tried, self._cost = 0, 0
        self._done = Event()
        self._thread = Thread(target=self._draw, daemon=True)

    def watch(self, tried: int, cost: int) -> None:
        """Remember how many endowments were tried and what the last outcome costs."""
        self._tried, self._cost = tried, cost

    def __enter__(self) -> Self:
        if self._stream.isatty():
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _draw(self) -> None:
        since, drawn = time.monotonic(), False
        pause = self._patience
        while not self._done.wait(pause):
            self._stream.write(f"{CLEAR}{self._line(time.monotonic() - since)}")
            self._stream.flush()
            drawn, pause = True, PACE
        if drawn:
            self._stream.write(CLEAR)
            self._stream.flush()

    def _line(self, seconds: float) -> str:
        said = f"{self._speech('counting')} [{self._bar(seconds)}] {seconds:.0f} s"
        return f"{said} {self._speech('tried', tried=self._tried)}" if self._tried else said

    def _bar(self, seconds: float) -> str:
        if not self._tried or not self.budget:
            at = int(seconds / PACE) % CELLS
            return " " * at + "=" + " " * (CELLS - at - 1)
        full = min(CELLS, CELLS * self._cost // self.budget)
        return "=" * full + " " * (CELLS - full)
