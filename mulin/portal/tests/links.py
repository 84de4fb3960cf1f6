"""Following what a person is shown, as she would, one page of each kind."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.urls import resolve

HREF = re.compile(r'href="(/[^"#]*)')
ELSEWHERE = re.compile(r"/(sign-out|demo|look|static|media)/|pdf")
"""What ends the walk, makes somebody else of the visitor, or is no page and dear to draw."""


def closed_links(client, *starts):
    """Return the links that do not open, each with the page that shows it; not the starts."""
    waiting = deque((start, "") for start in starts)
    seen, names, closed = set(), set(), []
    while waiting:
        link, shown_on = waiting.popleft()
        path = urlsplit(link).path
        if path in seen or ELSEWHERE.search(path):
            continue
        seen.add(path)
        name = resolve(path).view_name
        if name in names:
            continue
        names.add(name)
        answer = client.get(link)
        if answer.status_code >= 400:
            closed += [(path, answer.status_code, shown_on)] if shown_on else []
        elif "Location" in answer.headers:
            waiting.append((urljoin(link, answer.headers["Location"]), path))
        elif "html" in answer.headers["Content-Type"]:
            waiting.extend((unescape(href), path) for href in HREF.findall(answer.text))
    return closed
