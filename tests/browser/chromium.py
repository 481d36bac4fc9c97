"""Find a Chromium, else install one. Run as a program it makes sure that there is one, before any test needs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = Path(__file__).resolve().parent.parent.parent / ".tools" / "browsers"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Software WebGL: no machine that runs tests need have a GPU.
ARGUMENTS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find() -> str | None:
    """RESIDVIEW_TEST_CHROMIUM, else the system's, else one that was installed into the clone."""
    named = os.environ.get("RESIDVIEW_TEST_CHROMIUM")
    if named:
        return named
    system = next((path for name in NAMES if (path := shutil.which(name))), None)
    own = sorted(BROWSERS.glob("chromium-*/chrome-*/chrome")) + sorted(
        BROWSERS.glob("chromium-*/chrome-*/*.app/Contents/MacOS/*")
    )
    return system or (str(own[-1]) if own else None)


def _works(path: str) -> bool:
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def _install() -> None:
    """Playwright's own build, into the clone; where its download is refused, Debian's."""
    environment = os.environ | {"PLAYWRIGHT_BROWSERS_PATH": str(BROWSERS)}
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    steps = [[playwright]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        steps.insert(0, [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]])
    environment["DEBIAN_FRONTEND"] = "noninteractive"
    for commands in steps:
        for command in commands:
            print("$", " ".join(command), flush=True)
            run = subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)
            if run.returncode:
                break
        found = find()
        if found and _works(found):
            return
    sys.exit(
        "No Chromium could be found or installed. Install one (Debian: apt-get install chromium), "
        "or name one with RESIDVIEW_TEST_CHROMIUM."
    )


def main() -> None:
    found = find()
    if not (found and _works(found)):
        _install()
    print(f"Chromium: {find()}")


if __name__ == "__main__":
    main()
