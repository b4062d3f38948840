"""Sets Whyhere up on a fresh machine and runs one thing: ``bootstrap.py demo`` or ``bootstrap.py test``.

Needs Python 3.11 or newer with pip, nothing else. Everything goes into ``.venv`` beside this file, from requirements
with hashes; a second run finds it there and starts at once. Words after ``test`` go to pytest, words after ``demo`` to
whyhere.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def main(arguments: list[str]) -> int:
    """Set up what the task needs, then run it; returns its exit code."""
    if sys.version_info < (3, 11):
        print(f"Whyhere needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in {"demo", "test", "setup"}:
        print(__doc__, file=sys.stderr)
        return 2
    task, *rest = arguments
    set_up("run" if task == "demo" else "dev")
    if task == "demo":
        return subprocess.call([str(BIN / "whyhere"), "demo", *rest], cwd=Path.cwd())
    if task == "test":
        return subprocess.call([str(PYTHON), "-m", "pytest", *rest], cwd=ROOT)
    return 0


def set_up(requirements: str) -> None:
    """Make ``.venv`` and install into it, unless a stamp says that just this has been done."""
    stamp = VENV / f"whyhere-{requirements}.stamp"
    wanted = fingerprint(requirements)
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Setting up in {VENV} (once; a minute or two) …", flush=True)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.check_call([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / f"{requirements}.txt")])
    local = ["-e", str(ROOT / "model"), "-e", str(ROOT)]
    subprocess.check_call([*pip, "--no-deps", "--no-build-isolation", *local])
    stamp.write_text(wanted, encoding="utf-8")


def fingerprint(requirements: str) -> str:
    """What the environment depends on: the pins, the two packages' own settings and the interpreter."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (f"requirements/{requirements}.txt", "pyproject.toml", "model/pyproject.toml"):
        digest.update((ROOT / path).read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
