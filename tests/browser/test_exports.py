"""What leaves the page, read by others: numpy, the csv module, an XML parser, Python itself."""

import csv
import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARTIFACTS
from tests.browser.driving import by, open_page

SELECTED = [*range(30), 187, *range(290, 300), 4095]
QUERY = "side=selection&select=tokens:0-29,187,290-299,4095"


def take(page: Page, kind: str, folder: Path) -> Path:
    with page.expect_download(timeout=60_000) as download:
        by(page, f"take-{kind}").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def loaded(page: Page, server: str, path: str) -> np.ndarray:
    answer = page.request.get(f"{server}/api/v1/models/demo/bases/positions/{path}")
    return np.load(io.BytesIO(answer.body()))  # type: ignore[no-any-return]


def labels_of(page: Page, server: str) -> list[str]:
    found: list[str] = page.request.get(f"{server}/api/v1/models/demo/labels/tokens").json()
    return found


def test_numpy_opens_the_npz_and_finds_the_servers_numbers(page: Page, server: str, tmp_path: Path) -> None:
    open_page(page, f"{server}/embeddings?{QUERY}&y=17")
    data = np.load(take(page, "npz", tmp_path), allow_pickle=False)
    scores = loaded(page, server, "scores/tokens?from=1&to=32")[SELECTED]
    norms = loaded(page, server, "norms/tokens")[SELECTED]
    assert data["ids"].dtype == np.int32
    assert data["ids"].tolist() == SELECTED
    labels = labels_of(page, server)
    assert data["labels"].tolist() == [labels[i] for i in SELECTED]
    assert data["components"].tolist() == ["PC1", "PC17", "PC3"]
    assert (data["scores"].dtype, data["scores"].shape) == (np.dtype("<f4"), (len(SELECTED), 3))
    np.testing.assert_array_equal(data["scores"], scores[:, [0, 16, 2]])
    np.testing.assert_allclose(data["norms"], np.sqrt(norms[:, 2]), rtol=1e-6)
    share = (scores[:, [0, 16, 2]] ** 2).sum(axis=1) / norms[:, 0]
    np.testing.assert_allclose(data["share_seen"], share, rtol=1e-4)
    told = json.loads(str(data["provenance"]))
    model = page.request.get(f"{server}/api/v1/models/demo").json()
    basis = page.request.get(f"{server}/api/v1/models/demo/bases/positions").json()
    assert told["model"]["revision"] == model["revision"]
    assert told["basis"]["checksum"] == basis["checksum"]
    assert (told["basis"]["centered"], told["basis"]["first_row"]) == (True, 1)
    assert told["selection"] == "0-29,187,290-299,4095"


def test_the_first_components_of_all_points_can_be_taken(page: Page, server: str, tmp_path: Path) -> None:
    open_page(page, f"{server}/embeddings?{QUERY}")
    by(page, "take-what").select_option("all")
    by(page, "take-scores").select_option("64")
    data = np.load(take(page, "npz", tmp_path))
    expected = loaded(page, server, "scores/tokens?from=1&to=64")
    np.testing.assert_array_equal(data["scores"], expected)
    labels = labels_of(page, server)
    # numpy cuts NULs off the end of a string: the file names those that it shortens.
    shortened = [i for i, label in enumerate(labels) if label.endswith("\0")]
    assert shortened
    assert json.loads(str(data["provenance"]))["labels_end_in_nul"] == shortened
    assert data["labels"].tolist() == [label.rstrip("\0") for label in labels]
    assert data["classes"].shape == (4096,)


def test_the_csv_is_read_to_the_letter(page: Page, server: str, tmp_path: Path) -> None:
    open_page(page, f"{server}/embeddings?{QUERY}")
    path = take(page, "csv", tmp_path)
    raw = path.read_bytes()
    assert raw.count(b"\r\n") >= len(SELECTED) + 1
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    labels = labels_of(page, server)
    assert [int(row["id"]) for row in rows] == SELECTED
    assert [row["label"] for row in rows] == [labels[i] for i in SELECTED]
    scores = loaded(page, server, "scores/tokens?from=1&to=3")[SELECTED]
    read = np.array([[row[f"PC{k}"] for k in (1, 2, 3)] for row in rows], dtype=np.float32)
    np.testing.assert_array_equal(read, scores)
    revision = page.request.get(f"{server}/api/v1/models/demo").json()["revision"]
    assert {(row["model"], row["point_set"], row["basis"]) for row in rows} == {("demo", "tokens", "positions")}
    assert all(revision.startswith(row["revision"]) and len(row["revision"]) == 12 for row in rows)


def test_every_label_of_a_vocabulary_survives_the_csv(page: Page, server: str, tmp_path: Path) -> None:
    open_page(page, f"{server}/embeddings?side=selection")
    with take(page, "csv", tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert [row["label"] for row in rows] == labels_of(page, server)


def test_provenance_is_a_file_of_its_own_too(page: Page, server: str, tmp_path: Path) -> None:
    open_page(page, f"{server}/embeddings?{QUERY}")
    told = json.loads(take(page, "json", tmp_path).read_text())
    assert told["text"].startswith("demo · rev ")
    assert "position 0 left out, centred" in told["text"]


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_picture_has_twice_the_pixels_and_says_what_it_is(
    page: Page, server: str, tmp_path: Path, theme: str
) -> None:
    open_page(page, f"{server}/embeddings?side=selection&theme={theme}")
    box = by(page, "scene").bounding_box()
    assert box
    path = take(page, "png", tmp_path)
    picture = Image.open(path).convert("RGB")
    assert picture.width == 2 * round(box["width"])
    assert picture.height > 2 * box["height"]
    pixels = np.asarray(picture).astype(int)
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    assert (pixels.mean() < 100) == (theme == "dark")
    assert ((red - blue > 60) & (red - green > 60)).sum() > 2000
    assert (blue - red > 60).sum() > 1000
    # Text below the scene.
    below = pixels[2 * round(box["height"]) + 8 :]
    assert np.abs(below - below[-1, -1]).sum(axis=-1).max() > 200
    ARTIFACTS.mkdir(exist_ok=True)
    picture.save(ARTIFACTS / f"picture-{theme}.png")
    ratio = page.evaluate("document.querySelector('.js-plotly-plot')._fullLayout.scene._scene.glplot.pixelRatio")
    assert ratio == 1


def test_the_svg_is_xml_with_axes_numbers_and_provenance(page: Page, server: str, tmp_path: Path) -> None:
    open_page(page, f"{server}/embeddings?side=selection&x=2")
    root = ElementTree.fromstring(take(page, "svg", tmp_path).read_text())
    texts = ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
    said = " ".join(texts)
    shares = page.request.get(f"{server}/api/v1/models/demo/bases/positions").json()["variance_shares"]
    assert f"x: PC2 · {100 * shares[1]:.1f} %" in said
    assert "y: PC2" in said
    assert "z: PC3" in said
    line = by(page, "provenance").inner_text()
    assert " ".join(line.split())[-40:] in " ".join(said.split())
    assert {"1", "127"} <= {text.strip() for text in texts}
    image = root.find("{http://www.w3.org/2000/svg}image")
    assert image is not None
    assert image.attrib["href"].startswith("data:image/png;base64,")


def test_there_is_no_picture_of_a_scene_that_is_not_on_show(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?side=selection")
    by(page, "stage-plane").click()
    expect(by(page, "take-png")).to_be_disabled()


def run_script(script: str, folder: Path) -> np.lib.npyio.NpzFile:
    """As a person runs it; then keep what it has."""
    keep = "\nnumpy.savez('kept.npz', scores=scores, ids=ids, labels=labels)\n"
    done = subprocess.run(
        [sys.executable, "-c", script + keep], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 5
    return np.load(folder / "kept.npz")  # type: ignore[no-any-return]


@pytest.mark.parametrize("basis", ["positions", "tokens"])
def test_the_script_runs_and_loads_what_the_scene_shows(page: Page, server: str, tmp_path: Path, basis: str) -> None:
    words = {"plus": {"point_set": "tokens", "ids": [333]}, "minus": {"point_set": "tokens", "ids": [670]}}
    name = page.request.post(f"{server}/api/v1/models/demo/directions", data=words).json()["name"]
    open_page(page, f"{server}/embeddings?{QUERY}&basis={basis}&x=5&z={name}")
    by(page, "copy-script").click()
    expect(by(page, "live-region")).to_have_text("Script copied.")
    script = page.evaluate("navigator.clipboard.readText()")
    assert script == by(page, "script").inner_text()
    kept = run_script(script, tmp_path)
    assert kept["ids"].tolist() == SELECTED
    labels = labels_of(page, server)
    assert kept["labels"].tolist() == [labels[i] for i in SELECTED]
    drawn = page.evaluate(
        """() => { const parts = document.querySelector('.js-plotly-plot').data
          .filter((each) => each.meta?.set === 'tokens' && each.uid?.startsWith('tokens') && each.x.length > 0)
          .sort((a, b) => a.meta.first - b.meta.first);
        return ['x', 'y', 'z'].map((axis) => parts.flatMap((part) => Array.from(part[axis]))); }"""
    )
    np.testing.assert_array_equal(kept["scores"], np.array(drawn, np.float32).T[SELECTED])


def test_the_script_of_all_positions_runs(page: Page, server: str, tmp_path: Path) -> None:
    open_page(page, f"{server}/embeddings?side=selection")
    by(page, "select-set").select_option("positions")
    expect(by(page, "script")).to_contain_text("scores/positions")
    kept = run_script(by(page, "script").inner_text(), tmp_path)
    np.testing.assert_array_equal(kept["scores"], loaded(page, server, "scores/positions?from=1&to=3"))


def test_the_script_of_other_numbers_is_refused_by_the_server(page: Page, server: str, tmp_path: Path) -> None:
    open_page(page, f"{server}/embeddings?side=selection")
    script = by(page, "script").inner_text().replace('v = "', 'v = "0')
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode != 0
    assert "409" in done.stderr
