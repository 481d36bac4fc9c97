"""Pictures without a browser: what is nearer covers what is farther, and texts fit where they are put."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from residview.previews import raster
from residview.previews.box import around, ticks
from residview.previews.camera import projection
from residview.previews.palette import PALETTES
from residview.previews.raster import Canvas
from residview.previews.texts import length, wrapped
from residview.view_state import Camera, Vector3
from residview.vocabulary import Aspect, Theme

RED, BLUE = (255, 0, 0), (0, 0, 255)


def canvas(width: int = 40, height: int = 30) -> Canvas:
    return Canvas(np.zeros((height, width, 3), dtype=np.uint8))


def put(on: Canvas, places: list[tuple[float, float]], depth: list[float], colors: list, radius: float = 3) -> None:
    on.points(np.array(places, float), np.array(depth), np.array(colors, np.uint8), raster.disc(radius))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("at_once", [True, False])
def test_the_nearer_of_two_points_is_seen_in_whatever_order_they_come(order: tuple[int, int], at_once: bool) -> None:
    on, colors, depth = canvas(), [RED, BLUE], [2.0, 1.0]
    if at_once:
        put(on, [(20, 15)] * 2, [depth[i] for i in order], [colors[i] for i in order])
    else:
        for i in order:
            put(on, [(20, 15)], [depth[i]], [colors[i]])
    assert tuple(on.pixels[15, 20]) == BLUE


def test_many_points_are_drawn_as_one_by_one_with_a_depth_of_their_own() -> None:
    """Against a loop over pixels and points, the slow and plain way."""
    random = np.random.default_rng(3)
    places, depth = random.uniform(-5, 45, size=(3000, 2)), random.uniform(0.5, 3, size=3000)
    colors = random.integers(1, 255, size=(3000, 3)).astype(np.uint8)
    on, stamp = canvas(), raster.diamond(4.5)
    on.points(places, depth, colors, stamp)
    expected = np.zeros_like(on.pixels)
    shallowest = np.full(expected.shape[:2], np.inf)
    for place, far, color in zip(np.floor(places).astype(int), depth, colors, strict=True):
        for x, y in place + stamp:
            if 0 <= x < 40 and 0 <= y < 30 and far < shallowest[y, x]:
                shallowest[y, x], expected[y, x] = far, color
    np.testing.assert_array_equal(on.pixels, expected)


def test_what_is_behind_the_eye_or_off_the_canvas_is_not_drawn() -> None:
    on = canvas()
    put(on, [(20, 15), (1e12, 3), (-50, 3), (20, 1e9)], [-1.0, 1, 1, 1], [RED] * 4)
    on.line(np.array([[-1e9, 10.0], [-1e8, 11.0]]), np.ones(2), np.full((2, 3), 255, np.uint8), 2)
    assert not on.pixels.any()


def test_a_line_covers_what_is_behind_it_and_leaves_no_gap() -> None:
    on = canvas()
    put(on, [(x, 10.5) for x in range(40)], [2.0] * 40, [RED] * 40, radius=1)
    on.line(np.array([[2.5, 10.5], [37.5, 10.5]]), np.array([1.0, 1.5]), np.array([BLUE, BLUE], np.uint8), 1)
    assert (on.pixels[10, 3:37] == BLUE).all()
    put(on, [(x, 20.5) for x in range(40)], [0.5] * 40, [RED] * 40, radius=1)
    on.line(np.array([[2.5, 20.5], [37.5, 20.5]]), np.array([1.0, 1.5]), np.array([BLUE, BLUE], np.uint8), 1)
    assert (on.pixels[20, 3:37] == RED).all()


def test_a_line_from_far_outside_is_seen_where_it_crosses() -> None:
    on = canvas()
    far = np.array([[-1e9, 10.5], [1e9, 10.5], [1e9, 1e9], [20.5, 1e9], [20.5, -1e9]])
    on.line(far, np.ones(5), np.array([BLUE, BLUE, BLUE, RED, RED], np.uint8), 1)
    assert (on.pixels[10, :20] == BLUE).all()
    assert (on.pixels[:, 20] == RED).all()
    assert on.pixels.any(axis=2).sum() == 40 + 30 - 1


def test_a_path_of_many_stretches_is_drawn_whole_in_parts() -> None:
    on = canvas(400, 300)
    ends = np.array([[0.5, y + 0.5] if y % 2 else [399.5, y + 0.5] for y in range(300) for _ in range(8)])
    on.line(ends, np.ones(len(ends)), np.full((len(ends), 3), 200, np.uint8), 3)
    assert (on.pixels[1:299] == 200).all()


def test_the_center_of_a_camera_is_the_middle_of_the_window_and_up_is_up() -> None:
    camera = Camera(eye=Vector3(x=2, y=-1, z=0.4), center=Vector3(x=0.3, y=0.2, z=-0.1), up=Vector3(x=0, y=0.2, z=1))
    view = projection(camera, 800, 600)
    center, up = np.array([0.3, 0.2, -0.1]), np.array([0, 0.2, 1])
    places, depth = view.screen(np.stack([center, center + 0.1 * up]))
    np.testing.assert_allclose(places[0], [400, 300], atol=1e-9)
    assert depth[0] == pytest.approx(np.linalg.norm([1.7, -1.2, 0.5]))
    assert places[1, 0] == pytest.approx(400, abs=1e-6)
    assert places[1, 1] < 300


@pytest.mark.parametrize(
    "camera",
    [
        Camera(eye=Vector3(x=0, y=0, z=0)),
        Camera(eye=Vector3(x=0, y=0, z=2)),
        Camera(up=Vector3(x=0, y=0, z=0)),
        Camera(eye=Vector3(x=1e6, y=-1e6, z=1e6)),
    ],
)
def test_a_camera_edited_by_hand_still_gives_a_picture(camera: Camera) -> None:
    view = projection(camera, 800, 600)
    np.testing.assert_allclose(view.turn @ view.turn.T, np.eye(3), atol=1e-9)
    assert np.isfinite(view.screen(np.random.default_rng(0).normal(size=(50, 3)))[0]).all()


def test_the_box_holds_all_points_and_true_scale_has_the_cube_s_diagonal() -> None:
    clouds = [np.array([[0.0, 0, 0], [4, 2, 1]]), np.array([[-4.0, 0, 0]]), np.empty((0, 3))]
    cube, data = around(clouds, Aspect.CUBE), around(clouds, Aspect.DATA)
    np.testing.assert_allclose(cube.place(np.array([[-4.25, -0.0625, -0.03125]])), [[-0.5, -0.5, -0.5]])
    assert np.linalg.norm(data.sides) == pytest.approx(3**0.5)
    np.testing.assert_allclose(data.sides / data.sides[2], [8, 2, 1])
    flat = around([np.zeros((5, 3))], Aspect.DATA)
    np.testing.assert_allclose(flat.place(np.zeros((1, 3))), [[0, 0, 0]])


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_ticks_are_few_and_round(low: float, width: float) -> None:
    found = ticks(low, low + width)
    assert 1 <= len(found) <= 7
    # A narrow range far from 0 is as wide as a few roundings.
    slack = 1e-9 * width + 4 * np.spacing(abs(low) + width)
    assert all(low - slack <= each <= low + width + slack for each in found)


@given(st.text(max_size=80))
def test_any_title_fits_its_lines(text: str) -> None:
    lines = wrapped(text, 36, 372, 4)
    assert len(lines) <= 4
    assert all(length(line, 36) <= 372 or len(line) <= 1 for line in lines)


def test_a_title_too_long_ends_in_an_ellipsis() -> None:
    lines = wrapped("interpretability " * 30, 36, 372, 4)
    assert lines[-1].endswith("…")
    assert " ".join(wrapped("two words", 36, 372, 4)) == "two words"


@pytest.mark.parametrize("theme", Theme)
def test_positions_are_a_gradient_of_blues_and_tokens_bands_of_reds(theme: Theme) -> None:
    palette = PALETTES[theme]
    positions, tokens = palette.of("positions", 101).astype(int), palette.of("tokens", 4096).astype(int)
    assert [tuple(positions[i]) for i in (0, 50, 100)] == list(palette.positions)
    assert (positions[:, 2] > positions[:, 0]).all()
    assert (tokens[:, 0] > tokens[:, 2] + 60).all()
    assert [tuple(tokens[i]) for i in (0, 1024, 2048, 4095)] == list(palette.tokens)
