"""Plotly's camera: where a point of the box is on the screen, and how far away."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from residview.view_state import Camera, Vector3

Array = NDArray[np.float64]

NEAREST = 0.01
#: Tangent of half the vertical field of view. Plotly sees 45 degrees from top to bottom; here it is opened so that
#: the box as it is first seen fits with its axes' titles.
HALF_VIEW = 1.42 * float(np.tan(np.pi / 8))


@dataclass(frozen=True)
class Projection:
    """A camera in front of a window. eye: (3,). turn: (3, 3), rows right, up and backward, orthonormal."""

    eye: Array
    turn: Array
    width: float
    height: float

    def screen(self, points: Array) -> tuple[Array, Array]:
        """Points (n, 3) in pixels from the window's upper left (n, 2), and their distances ahead of the eye (n,);
        what is behind the eye has a distance below NEAREST and no place of meaning."""
        seen = (points - self.eye) @ self.turn.T
        depth = -seen[:, 2]
        scale = self.height / 2 / HALF_VIEW / np.maximum(depth, NEAREST)
        places = np.stack([self.width / 2 + seen[:, 0] * scale, self.height / 2 - seen[:, 1] * scale], axis=1)
        return places, depth


def projection(camera: Camera, width: float, height: float) -> Projection:
    """The view of a Plotly camera: from `eye` towards `center`, with `up` upward on the screen."""
    eye, center, up = (_array(vector) for vector in (camera.eye, camera.center, camera.up))
    back = _unit(eye - center, otherwise=np.array([0.0, 0.0, 1.0]))
    # An up along the line of sight says nothing of the screen's up; any other axis does.
    aside = np.eye(3)[int(np.argmin(np.abs(back)))]
    right = _unit(np.cross(up, back), otherwise=_unit(np.cross(aside, back), otherwise=aside))
    return Projection(eye, np.stack([right, np.cross(back, right), back]), width, height)


def _array(vector: Vector3) -> Array:
    return np.array([vector.x, vector.y, vector.z], dtype=np.float64)


def _unit(vector: Array, otherwise: Array) -> Array:
    length = float(np.linalg.norm(vector))
    return vector / length if length > 1e-9 else otherwise
