"""Whatever runs a model: numpy in, numpy out. Only a worker imports this: torch alone takes 460 MB."""

import os

# Read by huggingface_hub when it is imported. Without it a misspelt directory is looked up for 23 seconds.
os.environ["HF_HUB_OFFLINE"] = "1"
