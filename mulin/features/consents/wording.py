"""What may be asked in one round: one thing, and works and money never together."""

import re

from django.utils.translation import gettext as _

from .models import ConsentRound

MONEY = re.compile(
    r"收费|交费|缴费|物业费|管理费|出资|自筹|分摊|费用|每平方米|每月|\d\s*元|[一二三四五六七八九十百千万]元"
)
WHETHER = re.compile(r"是否|同不同意|愿不愿意")


def fault_in_question(question: str, about: str) -> str:
    """Return why a question cannot be asked like this; nothing when it can."""
    if not question:
        return _("请写好要问的问题。")
    asked = max(len(WHETHER.findall(question)), len(re.findall(r"[？?]", question)))
    if asked > 1:
        return _("一轮只问一件事，这里问了 %(count)d 件。另一件请另开一轮问。") % {"count": asked}
    if about == ConsentRound.About.WORKS and (money := MONEY.search(question)):
        return _("这一轮问的是工程，问题里说到了钱（“%(word)s”）。收费的事请另开一轮问。") % {
            "word": money[0]
        }
    return ""
