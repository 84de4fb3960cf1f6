"""What a site's own keepers must set in their database."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connections

from .embedded.cluster import SILENCE


@register(Tags.database, deploy=True)
def statements_stay_out_of_the_log(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[Error]:
    """
    Refuse a database whose log keeps statements: one that casts a ballot holds who and what.

    Looked at by `mulin check --deploy --database default`.
    """
    faults = []
    for name in databases or []:
        with connections[name].cursor() as cursor:
            for setting, wanted in SILENCE.items():
                cursor.execute("SELECT current_setting(%s)", [setting])
                [found] = cursor.fetchone()
                if found != wanted:
                    words = f"PostgreSQL's {setting} is {found}: its log may tell who voted what."
                    hint = f"alter role … set {setting} = '{wanted}'; see deploy/one-machine.md."
                    faults.append(Error(words, hint=hint, id="site.E001"))
    return faults
