"""Counting a downloaded vote again as somebody at home would: no site, no database, no settings."""

import json
import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

VERIFY = "from mulin.site.command import main; main()"
YES, DIFFERS, BAD_INPUT = 0, 1, 2


def recount(content: bytes, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `mulin verify` on a bundle, with words for the command line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vote.zip"
        path.write_bytes(content)
        return subprocess.run(
            [sys.executable, "-c", VERIFY, "verify", str(path), *words],
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"], "LANG": "zh_CN.UTF-8"},
            check=False,
        )


def changed(content: bytes, name: str, change, *, is_sealed_anew: bool = True) -> bytes:
    """Return a bundle in which somebody changed a file, and perhaps its manifest too."""
    with ZipFile(BytesIO(content)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    told = json.loads(files[name])
    told = change(told) or told
    files[name] = json.dumps(told, ensure_ascii=False).encode()
    if is_sealed_anew:
        manifest = json.loads(files["manifest.json"])
        manifest["files"][name] = sha256(files[name]).hexdigest()
        files["manifest.json"] = json.dumps(manifest).encode()
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for one, told in files.items():
            archive.writestr(one, told)
    return packed.getvalue()
