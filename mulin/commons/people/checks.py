"""What a site's own keepers must set before people sign in by telephone."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

from . import webhook

HERE = "mulin.commons.people"
CONSOLE = f"{HERE}.sms.ConsoleSms"
WEBHOOK = f"{HERE}.webhook.WebhookSms"


@register(Tags.security, deploy=True)
def codes_reach_telephones_only(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Refuse a site that shows its codes on pages or in its log instead of sending them."""
    if settings.DEMO:
        hint = "Set MULIN_MODE=production."
        return [Error("A demo shows codes on its pages.", hint=hint, id="people.E001")]
    if settings.SMS_BACKEND == CONSOLE:
        hint = (
            f"Set MULIN_SMS_BACKEND={WEBHOOK} with MULIN_SMS_WEBHOOK and MULIN_SMS_SECRET, "
            "or name a class of your own; see docs/how-to/send-short-messages.md."
        )
        return [Error("No gateway sends codes to telephones.", hint=hint, id="people.E002")]
    if settings.SMS_BACKEND == WEBHOOK:
        wrong = webhook.faults(settings.SMS_WEBHOOK, settings.SMS_SECRET)
        return [Error(fault, id="people.E003") for fault in wrong]
    return []
