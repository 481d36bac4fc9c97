"""Install torch: the build that this machine can use, never gigabytes of CUDA where there is no GPU.

On Linux the usual build of torch brings CUDA along. Where there is no NVIDIA GPU, pip is asked what it would take; if
that is such a build, uv installs the one for CPUs instead: it knows where those are. Run by the environment's Python,
again after an interruption.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "2.13.0"

TORCH = f"torch=={VERSION}"
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
UV = Path(__file__).parent.parent / ".tools" / "uv"


def is_installed() -> bool:
    """Imported, not looked up: what was interrupted half-way looks whole."""
    program = "import torch; print(torch.__version__.partition('+')[0])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    return found.stdout.strip() == VERSION


def has_gpu() -> bool:
    return shutil.which("nvidia-smi") is not None or Path("/proc/driver/nvidia/version").exists()


def would_bring_cuda() -> bool:
    """What pip would take, by that build's own metadata."""
    # From this version on it reads metadata without fetching the package.
    subprocess.run([*PIP, "install", "pip>=23.2"], check=True)
    command = [*PIP, "install", "--dry-run", "--ignore-installed", "--no-deps", "--report", "-", TORCH]
    report = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    needed = [each for found in report["install"] for each in found["metadata"].get("requires_dist", [])]
    return any(each.lower().startswith(("nvidia", "cuda", "triton")) for each in needed)


def install_for_cpus() -> None:
    uv = UV / "bin" / "uv"
    if not uv.exists():
        subprocess.run([sys.executable, "-m", "venv", str(UV)], check=True)
        subprocess.run([str(UV / "bin" / "python"), *PIP[1:], "install", "uv"], check=True)
    command = [str(uv), "pip", "install", "--quiet", "--python", sys.executable, "--no-deps", "--torch-backend", "cpu"]
    subprocess.run([*command, "--reinstall", TORCH], check=True)


def install() -> None:
    # Over what an interruption left, which cannot be uninstalled.
    command = [*PIP, "install", "--ignore-installed"]
    if sys.platform == "linux" and has_gpu():
        subprocess.run([*command, TORCH], check=True)
    elif sys.platform == "linux" and would_bring_cuda():
        install_for_cpus()
    else:
        subprocess.run([*command, "--no-deps", TORCH], check=True)


if __name__ == "__main__":
    try:
        if not is_installed():
            install()
    except subprocess.CalledProcessError:
        sys.exit(
            f"{TORCH} could not be installed. Install a build of it yourself with {sys.executable} -m pip, and repeat "
            "this; or do without running models: make demo LITE=1."
        )
