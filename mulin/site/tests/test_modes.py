"""What a machine says about itself decides how strict it is; saying nothing is strictest."""

import json
import os
import subprocess
import sys

LOOK = """
import json
import django
django.setup()
from django.conf import settings
from django.urls import Resolver404, get_resolver, resolve
from mulin.site.wsgi import application
def leads_somewhere(address):
    try:
        return bool(resolve(address))
    except Resolver404:
        return False
addresses = [str(pattern.pattern) for pattern in get_resolver().url_patterns]
strict = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
print(json.dumps({
    "demo": settings.DEMO, "debug": settings.DEBUG, "hosts": settings.ALLOWED_HOSTS,
    "demo addresses": [a for a in addresses if "demo" in a], "addresses": len(addresses),
    "one-click sign-in": leads_somewhere("/demo/as/anybody/"),
    "strict": all(getattr(settings, name) for name in strict) and settings.SECURE_HSTS_SECONDS > 0,
}))
"""


def look(home, **told):
    """Load the settings in a process of their own, which is told only this."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MULIN_")}
    return subprocess.run(
        [sys.executable, "-c", LOOK],
        env={
            **clean,
            "DJANGO_SETTINGS_MODULE": "mulin.site.settings",
            "MULIN_HOME": str(home),
            **told,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def seen(home, **told):
    done = look(home, **told)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_without_a_word_it_is_in_production_and_wants_a_secret(tmp_path):
    done = look(tmp_path)
    assert done.returncode != 0
    assert "a production site needs its own secret" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_in_production_nobody_signs_in_with_one_click(tmp_path):
    site = seen(tmp_path, MULIN_SECRET_KEY="long and secret", MULIN_HOSTS="mulin.example.cn")
    assert site["demo addresses"] == []
    assert site["one-click sign-in"] is False
    assert site["addresses"] > 5
    assert site["demo"] is site["debug"] is False
    assert site["strict"] is True
    assert site["hosts"] == ["mulin.example.cn"]


def test_in_production_no_host_is_served_that_was_not_named(tmp_path):
    assert seen(tmp_path, MULIN_SECRET_KEY="long and secret")["hosts"] == []


def test_a_demo_has_its_own_addresses_and_makes_its_own_secret(tmp_path):
    site = seen(tmp_path, MULIN_MODE="demo")
    assert site["demo addresses"] == ["demo/"]
    assert site["one-click sign-in"] is True
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_demo_keeps_its_secret(tmp_path):
    seen(tmp_path, MULIN_MODE="demo")
    secret = (tmp_path / "secret-key").read_text()
    seen(tmp_path, MULIN_MODE="demo")
    assert (tmp_path / "secret-key").read_text() == secret


def test_a_mode_that_does_not_exist_is_refused(tmp_path):
    assert "MULIN_MODE is 'producton'" in look(tmp_path, MULIN_MODE="producton").stderr
