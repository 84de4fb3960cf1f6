"""Many clients of a running site at once, which send the same request until it is taken."""

import http.client
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

import psycopg

from tests.faults.running import OURS, SECRET_KEY, Running

CSRF = "a" * 32
SCRIPT = """
import sys, django
django.setup()
from tests.faults.{acts} import main
main(*sys.argv[1:])
"""


def all_at_once(people: Iterable[Any], act: Callable[[Any], None], *, clients: int) -> list:
    """Start so many clients, of which each acts for one person after the other."""
    waiting = iter(people)
    turn = threading.Lock()

    def client():
        while True:
            with turn:
                person = next(waiting, None)
            if person is None:
                return
            act(person)

    started = [threading.Thread(target=client) for _ in range(clients)]
    for one in started:
        one.start()
    return started


def answer_to(mulin: Running, session: str, path: str, form: dict | None = None):
    """Send a form, or ask for a page; return status and page, or nothing while none answers."""
    head = {
        "Cookie": f"sessionid={session}; csrftoken={CSRF}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode(form | {"csrfmiddlewaretoken": CSRF}) if form else None
    line = http.client.HTTPConnection("127.0.0.1", mulin.port, timeout=10)
    try:
        line.request("POST" if form else "GET", path, body, head)
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, http.client.HTTPException):
        return None, ""
    finally:
        line.close()


def stored(mulin: Running, query: str) -> list:
    """Return what is in the database, or nothing while it is gone."""
    try:
        with mulin.database() as connection:
            return connection.execute(query).fetchall()
    except psycopg.OperationalError:
        return []


def said_by(mulin: Running, acts: str, *words: str) -> Any:
    """Run one of our programs in the running site's home, and return what it says."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    told = {
        "MULIN_SECRET_KEY": SECRET_KEY,
        "MULIN_HOME": str(mulin.home),
        "DATABASE_URL": mulin.address(),
    }
    program = [sys.executable, "-c", SCRIPT.format(acts=acts), *words]
    answer = subprocess.run(program, env={**clean, **told}, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)
