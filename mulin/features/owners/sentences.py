"""What is said of owners' votes: in public timelines, and to those who live there."""

from django.utils.translation import gettext_lazy as _

from mulin.commons.notices.sentences import Audience, Sentence, register


def register_sentences() -> None:
    """Let the house say what happens to an owners' vote."""
    register(
        Sentence(
            "owners.announced",
            timeline=_("贴出公告，名册封存"),
            message=_("%(compound)s的业主要共同决定一件事：%(title)s"),
            url="owners:vote",
            audience=Audience.PLACE,
            icon="scale",
            tone="lamp",
        ),
        Sentence(
            "owners.concluded",
            timeline=_("计票，公布结果"),
            message=_("业主共同决定“%(title)s”有结果了"),
            url="owners:vote",
            audience=Audience.PLACE,
            icon="scale",
        ),
        Sentence(
            "owners.called_off",
            timeline=_("取消：%(because)s"),
            message=_("业主共同决定“%(title)s”取消了：%(because)s"),
            url="owners:vote",
            audience=Audience.PLACE,
            icon="circle-x",
            tone="zhu",
        ),
    )
