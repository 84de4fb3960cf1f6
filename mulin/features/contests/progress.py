"""How far the scoring has come, without a single score."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .models import ScoreSheet


@dataclass(slots=True)
class JudgeProgress:
    """One judge's sheets: those handed in, those awaited, those given up."""

    name: str
    submitted: list[ScoreSheet] = field(default_factory=list)
    missing: list[ScoreSheet] = field(default_factory=list)
    recused: list[ScoreSheet] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.submitted) + len(self.missing)


def judges_progress(sheets: Iterable[ScoreSheet]) -> list[JudgeProgress]:
    """Sort sheets by judge; those who are late come first."""
    by_judge: dict[int, JudgeProgress] = {}
    for sheet in sheets:
        judge = by_judge.setdefault(sheet.judge_id, JudgeProgress(sheet.judge.name_for_staff))
        if sheet.is_recused:
            judge.recused.append(sheet)
        else:
            (judge.submitted if sheet.is_submitted else judge.missing).append(sheet)
    return sorted(by_judge.values(), key=lambda judge: -len(judge.missing))
