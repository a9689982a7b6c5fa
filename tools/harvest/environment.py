"""Scratch environments: a release of a library installed with the dependencies and interpreter of its day.

In: a distribution, a version, its date. Out: the path of an interpreter, or what `inside.py` saw there.
Uses pip and uv as they are, one download at a time. Must not know what is done with the answers.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

CACHE = Path(os.environ.get("TECHLINT_HARVEST_CACHE", "~/.cache/techlint-harvest")).expanduser()
INSIDE = Path(__file__).with_name("inside.py")
PAUSE = 0.3  # seconds between two questions to a registry

# When each interpreter came out; a release is tried with the newest one that is a few months older than itself.
INTERPRETERS = {
    "3.7": date(2018, 6, 27),
    "3.8": date(2019, 10, 14),
    "3.9": date(2020, 10, 5),
    "3.10": date(2021, 10, 4),
    "3.11": date(2022, 10, 24),
    "3.12": date(2023, 10, 2),
    "3.13": date(2024, 10, 7),
}

COMPILED = ("numpy", "scipy", "pandas", "matplotlib", "pyarrow", "grpcio", "lxml", "cryptography")  # too long to build


class CannotInstallError(RuntimeError):
    """No interpreter at hand can install this release."""


def run(command: list[str], seconds: int = 900, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a command at low priority and return what it said, whatever its outcome."""
    return subprocess.run(  # the command is ours: no shell, no input from outside
        ["nice", "-n", "10", *command], capture_output=True, text=True, timeout=seconds, check=False, **more
    )


def uv() -> str:
    """Return the uv to use: the one beside this interpreter, or the one on the path."""
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.exists() else shutil.which("uv") or "uv"


@cache
def interpreter(version: str) -> str | None:
    """Return the path of an installed interpreter, or None; pyenv's are looked for by hand, its shims only point."""
    root = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    if found := sorted(root.glob(f"versions/{version}.*/bin/python{version}")):
        return str(found[-1])
    asked = run([uv(), "python", "find", "--no-python-downloads", "--system", version])
    return asked.stdout.strip() if asked.returncode == 0 else None


def versions(distribution: str) -> list[str]:
    """Return all final releases of a distribution, oldest first, whatever Python they need."""
    file = CACHE / "versions" / f"{distribution}.{date.today().isoformat()}.json"  # noqa: DTZ011  a cache of the day
    if not file.exists():
        known: set[str] = set()
        for python in ("3.7", "3.9", "3.11", "3.13"):
            time.sleep(PAUSE)
            command = [sys.executable, "-m", "pip", "index", "versions", distribution, "--json"]
            listed = run([*command, "--python-version", python, "--only-binary", ":all:"])
            known.update(json.loads(listed.stdout)["versions"] if listed.returncode == 0 else ())
        listed = run(command)  # the oldest are there as sources only
        known.update(json.loads(listed.stdout)["versions"] if listed.returncode == 0 else ())
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(sorted(known)))
    found: list[str] = json.loads(file.read_text())
    return sorted((v for v in found if v.replace(".", "").isdigit()), key=numbers)


def numbers(version: str) -> tuple[int, ...]:
    """`1.10.2` -> (1, 10, 2), for ordering."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def release_date(distribution: str, version: str) -> str:
    """Return the day a release was uploaded to PyPI, as uv reads it; empty if unknown."""
    file = CACHE / "dates.json"
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    key = f"{distribution}=={version}"
    for python in ("3.13", "3.11", "3.9", "3.7"):  # wheels for none of these: not a release we can use anyway
        if known.get(key):
            break
        time.sleep(PAUSE)
        at = interpreter(python) or sys.executable
        locked = run([uv(), "pip", "compile", "--no-deps", "--format", "pylock.toml", "--python", at, "-"], input=key)
        known[key] = _oldest_upload(locked.stdout) if locked.returncode == 0 else ""
        CACHE.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(known, indent=0, sort_keys=True))
    return known[key]


def _oldest_upload(lock: str) -> str:
    packages = tomllib.loads(lock).get("packages", ())
    files = [f for p in packages for f in (p.get("sdist"), p.get("archive"), *p.get("wheels", ())) if f]
    return min((f["upload-time"].date().isoformat() for f in files if "upload-time" in f), default="")


def install(requirements: list[str], released: str, where: Path, *, build: bool = False) -> Path:
    """Install requirements into a fresh environment as of `released` + 60 days; return its interpreter.

    Wheels only, first; then small dependencies may be built, and the library itself where `build` allows it.
    """
    day = date.fromisoformat(released)
    until = day + timedelta(days=60)
    cutoff = ["--exclude-newer", until.isoformat()]
    tools = max(until, date(2019, 12, 31))  # what builds a release of 2018 need not be as old, but know its ways
    cutoff += [
        option
        for tool in ("setuptools", "wheel")
        for option in ("--exclude-newer-package", f"{tool}={tools.isoformat()}")
    ]
    where.parent.mkdir(parents=True, exist_ok=True)
    free = where.parent / "overrides.txt"
    free.write_text("certifi\n")  # any will do: a mirror may be days behind what the newest releases ask for
    cutoff += ["--overrides", str(free)]
    elder = [v for v, born in INTERPRETERS.items() if born + timedelta(days=120) <= day]
    order = [*reversed(elder), *(v for v in INTERPRETERS if v not in elder)]
    never = [] if build else [requirements[0].partition("==")[0]]
    some = [option for name in (*never, *COMPILED) for option in ("--only-binary", name)]
    last = ""
    for binary in (["--only-binary", ":all:"], some):
        for version in order[:5]:
            base = interpreter(version)
            if base is None:
                continue
            shutil.rmtree(where, ignore_errors=True)
            run([uv(), "venv", "-q", "--seed", "--python", base, str(where)])
            python = where / "bin" / "python"
            into = [uv(), "pip", "install", "-q", "--python", str(python)]
            done = run([*into, *cutoff, *binary, *requirements])
            if done.returncode and "could not be parsed" in done.stderr:  # old metadata that only old pips accept
                done = run([str(python), "-m", "pip", "install", "-q", *binary, *requirements])
            if done.returncode == 0:
                if "setuptools" not in requirements[0]:
                    old = "66" if version not in ("3.12", "3.13") else "81"
                    run([*into, f"setuptools<{old}"])  # old releases import pkg_resources or distutils
                return python
            last = done.stderr.strip()[-300:]
    raise CannotInstallError(f"{requirements[0]}: {last}")


# In this order: wheels for Apple's processors hold no CUDA, so a tenth of the size, and the same sources.
PLATFORMS = ("macosx_15_0_arm64", "macosx_15_0_x86_64", "manylinux2014_x86_64", "manylinux1_x86_64", "win_amd64")


def download(distribution: str, version: str, where: Path) -> Path:
    """Download the smallest wheel of a release with pip, whatever machine it is for, else its source archive."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-cache-dir", "-d", str(where)]
    wheels = ["--only-binary", ":all:", *(option for name in PLATFORMS for option in ("--platform", name))]
    tries = [[*wheels, "--python-version", python] for python in ("3.13", "3.11", "3.9", "3.7", "3.6")]
    said = ""
    for options in (*tries, ["--no-binary", ":all:"]):
        time.sleep(PAUSE)
        done = run([*command, *options, f"{distribution}=={version}"])
        if found := sorted((*where.glob("*.whl"), *where.glob("*.tar.gz"))):
            return found[0]
        said = done.stderr.strip()[-300:]
    raise CannotInstallError(f"{distribution}=={version}: {said}")


def look(python: Path, request: dict[str, Any], seconds: int = 400) -> dict[str, Any]:
    """Run `inside.py` there; a module that takes the process down is left out on the next try."""
    skip = list(request.get("skip", ()))
    said = ""
    for _ in range(6):
        with tempfile.TemporaryDirectory() as folder:
            question, answer = Path(folder, "request.json"), Path(folder, "answer.json")
            question.write_text(json.dumps({**request, "skip": skip}))
            environment = {**os.environ, "PYTHONPATH": "", "HOME": folder}
            try:
                done = run([str(python), str(INSIDE), str(question), str(answer)], seconds, cwd=folder, env=environment)
                said = done.stderr
            except subprocess.TimeoutExpired as late:
                said = late.stderr.decode(errors="replace") if isinstance(late.stderr, bytes) else late.stderr or ""
            if answer.exists():
                return dict(json.loads(answer.read_text()))
        names = [line for line in said.splitlines() if line.replace(".", "").replace("_", "").isalnum()]
        if not names:
            break
        skip.append(names[-1])
    raise CannotInstallError(f"looking into {request['roots']} failed: {said.strip()[-300:]}")
