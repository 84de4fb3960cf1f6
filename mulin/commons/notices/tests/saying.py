"""Sentences about a garden, for tests that need some."""

from collections.abc import Iterator
from contextlib import contextmanager

from .. import sentences
from ..sentences import Audience, Sentence, register

GARDEN = (
    Sentence("garden.planted", timeline="种下了%(plant)s"),
    Sentence(
        "garden.watered",
        timeline="浇了水",
        message="您关注的院子浇过水了，%(role)s%(who)s浇的",
        icon="droplet",
        tone="dian",
    ),
    Sentence(
        "garden.opened", message="院子开了，来看看", audience=Audience.PLACE, url="notices:board"
    ),
)


@contextmanager
def garden_sentences() -> Iterator[None]:
    """Let the house speak of gardens for a while."""
    before = dict(sentences._sentences)
    register(*GARDEN)
    try:
        yield
    finally:
        sentences._sentences.clear()
        sentences._sentences.update(before)
