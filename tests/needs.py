"""See to what the tests need of the system: a browser, Chinese letters, what draws PDF.

Installs it where it may (root, apt); says what to install and fails where it may not.
"""

import ctypes
import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PDF_LIBRARIES = ("libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")


def main() -> None:
    """Install the packages that are missing, or say which they are."""
    missing = missing_packages()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        install(missing)
        missing = missing_packages()
    if missing:
        sys.exit(
            "The tests need a browser, Chinese letters and tools for PDF. Please install:\n"
            f"    apt-get install {' '.join(missing)}\n"
            "or what your system calls them; MULIN_CHROMIUM may name a browser."
        )


def missing_packages() -> list[str]:
    """Return the Debian packages that would bring what is not here."""
    libraries = ["libpangoft2-1.0-0", "libharfbuzz-subset0"]
    here = {
        "chromium": has_browser(),
        "fonts-noto-cjk": has_chinese_letters(),
        "poppler-utils": bool(shutil.which("pdftotext")),
        **{package: loads(name) for package, name in zip(libraries, PDF_LIBRARIES, strict=True)},
    }
    return [package for package, is_here in here.items() if not is_here]


def has_browser() -> bool:
    """Return whether there is a Chromium to test with."""
    names = filter(None, (os.environ.get("MULIN_CHROMIUM"), *BROWSERS))
    return any(map(shutil.which, names))


def has_chinese_letters() -> bool:
    """Return whether some font draws Chinese."""
    if not shutil.which("fc-list"):
        return False
    fonts = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, check=False)
    return bool(fonts.stdout.strip())


def loads(library: str) -> bool:
    """Return whether the system has a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install(packages: list[str]) -> None:
    """Let apt install packages."""
    sys.stderr.write(f"Installing {', '.join(packages)} …\n")
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run([*apt, *words], env=env, check=False, stdout=sys.stderr)


if __name__ == "__main__":
    main()
