"""What a letter says when nobody wrote anything else."""

from django.utils.translation import gettext as _

from .models import LetterRound


def usual_words() -> str:
    """Return the words a letter begins with, to be changed."""
    return _(
        "每半年我们写一封信，问问您家：最想解决什么，有什么好办法，有什么千万别动。\n\n"
        "写一句也行。每一条都会有人看、有答复，办了什么会贴出来。"
    )


def told(letter: LetterRound) -> list[str]:
    """Return the letter's own paragraphs."""
    text = letter.words or usual_words()
    return [part.strip() for part in text.split("\n") if part.strip()]
