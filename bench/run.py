"""`make bench`: measure on this machine, print Markdown. Machines are shared and noisy: compare units, not seconds."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import add, capture, prompt, scene
from residview.demo import DEMO_MODEL

with tempfile.TemporaryDirectory(prefix="residview-bench-") as folder:
    home, work = Path(folder) / "home", Path(folder)
    add.main(home, work)
    add.run(home, "add", DEMO_MODEL, "--name", "demo")
    scene.main(home)
    capture.main(work)
    prompt.main(Path(folder) / "prompts")
