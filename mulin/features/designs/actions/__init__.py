"""Everything that changes a design display."""

from .hearing import (
    answer_comment,
    comment_on_design,
    enter_comment,
    hide_comment,
    lean_towards,
    show_comment,
)
from .showing import (
    add_option,
    draw_version,
    drop_option,
    extend_display,
    hang_board,
    publish_version,
    set_up_display,
    take_down_board,
)

__all__ = [
    "add_option",
    "answer_comment",
    "comment_on_design",
    "draw_version",
    "drop_option",
    "enter_comment",
    "extend_display",
    "hang_board",
    "hide_comment",
    "lean_towards",
    "publish_version",
    "set_up_display",
    "show_comment",
    "take_down_board",
]
