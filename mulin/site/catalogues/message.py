from dataclasses import dataclass, field

Place = tuple[str | None, str]
"""What makes a message itself: its context and its text."""


@dataclass(frozen=True)
class Words:
    """One message as one line of a file says it."""

    text: str
    plural: str = ""
    context: str | None = None

    @property
    def place(self) -> Place:
        return self.context, self.text


@dataclass
class Message:
    """One message and every file that says it."""

    text: str
    context: str | None = None
    plural: str = ""
    files: list[str] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return self.context, self.text
