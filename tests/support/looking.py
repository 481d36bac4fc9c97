"""Where a camera sees a point, by the matrices of the OpenGL textbooks rather than by the code under test."""

import numpy as np

from residview.previews.camera import HALF_VIEW
from residview.previews.picture import SCENE


def box_place(points: np.ndarray, everything: list[np.ndarray], aspect: str) -> np.ndarray:
    """Points (n, 3) in the unit cube around 0, or in a box of its diagonal with one scale for all axes."""
    together = np.concatenate(everything)
    low, high = together.min(axis=0), together.max(axis=0)
    low, high = low - (high - low) / 32, high + (high - low) / 32
    middle = (low + high) / 2
    if aspect == "cube":
        return (points - middle) / (high - low)
    return (points - middle) * (3**0.5 / ((high - low) ** 2).sum() ** 0.5)


def pixels(places: np.ndarray, camera: dict) -> np.ndarray:
    """(n, 3) in the box to (n, 2) in the preview: look-at, perspective, divide by w, viewport."""
    eye, center, up = (np.array([camera[part][axis] for axis in "xyz"]) for part in ("eye", "center", "up"))
    forward = (center - eye) / np.linalg.norm(center - eye)
    side = np.cross(forward, up)
    side /= np.linalg.norm(side)
    look = np.eye(4)
    look[:3, :3] = [side, np.cross(side, forward), -forward]
    look[:3, 3] = -look[:3, :3] @ eye
    left, top, width, height = SCENE
    f, near, far = 1 / HALF_VIEW, 0.01, 1000
    perspective = np.array(
        [
            [f * height / width, 0, 0, 0],
            [0, f, 0, 0],
            [0, 0, (far + near) / (near - far), 2 * far * near / (near - far)],
            [0, 0, -1, 0],
        ]
    )
    clip = np.c_[places, np.ones(len(places))] @ (perspective @ look).T
    x, y = (clip[:, :2] / clip[:, 3:]).T
    return np.stack([left + (x + 1) / 2 * width, top + (1 - y) / 2 * height], axis=1)


def most_alone(places: np.ndarray, others: np.ndarray) -> int:
    """The index of the place, well inside the picture, that is farthest from all others (itself among them)."""
    gaps = np.linalg.norm(places[:, None] - others[None], axis=2)
    nearest = np.sort(gaps, axis=1)[:, 1]
    inside = (places > [460, 60]).all(axis=1) & (places < [1150, 560]).all(axis=1)
    return int(np.argmax(np.where(inside, nearest, -1)))
