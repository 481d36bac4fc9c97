"""Pages say what they show before any script runs, and nothing that anyone wrote becomes markup."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from residview.api.app import create_app
from residview.precompute.add import add_model, remove_model
from residview.settings import CHECKOUT, Settings
from residview.store.session import Database
from tests.support.directories import random_model
from tests.support.report import Recorder

LINKS = "/api/v1/permalinks"
STATE = {"model": "demo", "basis": "positions", "axes": {"x": 1, "y": 3, "z": 2}}


class Reader(HTMLParser):
    """What a crawler sees: tags in order, metas by name, texts by the tag they are in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.metas: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        if tag == "meta" and (name := values.get("property") or values.get("name")):
            assert name not in self.metas, f"{name} twice"
            self.metas[name] = values.get("content") or ""
        elif tag not in ("meta", "link", "img"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[self._inside[-1]] = self.texts.get(self._inside[-1], "") + data


@pytest.fixture
def built(tmp_path: Path) -> Path:
    shutil.copy(CHECKOUT / "frontend" / "index.html", tmp_path)
    return tmp_path


@pytest.fixture
def site(database: Database, built: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(frontend_dir=built), database), raise_server_exceptions=False) as client:
        yield client


def made(site: TestClient, **said: str) -> str:
    return site.post(LINKS, json={"state": STATE, **said}).json()["slug"]


@pytest.mark.parametrize("at", ["v", "embed"])
def test_a_link_s_page_tells_its_title_note_and_picture(site: TestClient, at: str) -> None:
    slug = made(site, title="The horseshoe", note="Look at\nposition 1.")
    answer = site.get(f"/{at}/{slug}")
    page = Reader(answer.text)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.texts["title"] == "The horseshoe – Residview"
    assert page.metas["og:title"] == page.metas["twitter:title"] == "The horseshoe"
    assert page.metas["og:description"] == page.metas["description"] == "Look at position 1."
    assert page.metas["og:url"] == f"http://testserver/v/{slug}"
    assert page.metas["twitter:card"] == "summary_large_image"
    assert page.metas["og:image"] == page.metas["twitter:image"] == f"http://testserver{LINKS}/{slug}/preview.png"
    picture = site.get(page.metas["og:image"])
    assert (picture.status_code, picture.headers["content-type"]) == (200, page.metas["og:image:type"])
    assert "The horseshoe" in page.texts["p"]
    assert "needs JavaScript" in page.texts["p"]
    assert page.tags.count("title") == page.tags.count("noscript") == 1


def test_a_link_without_title_and_note_tells_its_provenance(site: TestClient) -> None:
    page = Reader(site.get(f"/v/{made(site)}").text)
    basis = site.get("/api/v1/models/demo/bases/positions").json()
    revision = site.get("/api/v1/models/demo").json()["revision"]
    assert page.metas["og:title"] == "demo · positions"
    for part in (f"rev {revision[:8]}", "positions 1–127, position 0 left out", "centred"):
        assert part in page.metas["og:description"]
    shares = re.findall(r"PC(\d) ([\d.]+) %", page.metas["og:description"])
    assert [component for component, _ in shares] == ["1", "3", "2"]
    for component, share in shares:
        assert float(share) == pytest.approx(100 * basis["variance_shares"][int(component) - 1], abs=0.05)


ATTACKS = [
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    "</noscript><svg onload=alert(1)>",
    "<!-- <meta property='og:title' content='other'>",
    r"\1 \g<0> &lt;b&gt; &amp;",
]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("at", ["v", "embed"])
def test_markup_in_a_title_or_note_stays_text(site: TestClient, attack: str, at: str) -> None:
    harmless = Reader(site.get(f"/{at}/{made(site, title='a', note='b')}").text)
    slug = made(site, title=attack, note=f"{attack} note")
    assert site.get(f"{LINKS}/{slug}").json()["title"] == attack
    page = Reader(site.get(f"/{at}/{slug}").text)
    assert page.tags == harmless.tags
    assert page.metas["og:title"] == attack
    assert page.metas["description"] == f"{attack} note"
    assert page.texts["title"] == f"{attack} – Residview"


@pytest.mark.parametrize("slug", ["nosuchlink", "%3Cscript%3Ealert(1)", "%22%3E%3Cb%3E", "x" * 5000, "%00"])
@pytest.mark.parametrize("at", ["v", "embed"])
def test_an_unknown_link_is_the_page_as_built_with_status_404(
    site: TestClient, built: Path, slug: str, at: str
) -> None:
    answer = site.get(f"/{at}/{slug}")
    assert (answer.status_code, answer.text) == (404, (built / "index.html").read_text())


@pytest.mark.parametrize("host", ['"><script>alert(1)</script>', "evil.example/'><b>", "a b", "x" * 300, "[::1]:8000"])
def test_no_host_header_becomes_markup(site: TestClient, host: str) -> None:
    slug = made(site, title="a")
    harmless = Reader(site.get(f"/v/{slug}").text)
    page = Reader(site.get(f"/v/{slug}", headers={"Host": host}).text)
    assert page.tags == harmless.tags
    assert re.fullmatch(r"http://[\w.\-:\[\]]+/v/" + slug, page.metas["og:url"])


def test_only_an_embedded_page_may_stand_in_another_site_s_frame(site: TestClient) -> None:
    slug = made(site)
    page, embedded = site.get(f"/v/{slug}"), site.get(f"/embed/{slug}")

    def policy(answer) -> dict[str, str]:  # type: ignore[no-untyped-def]
        parts = answer.headers["content-security-policy"].split("; ")
        return dict(part.split(" ", 1) for part in parts)

    assert policy(page)["frame-ancestors"] == "'none'"
    assert policy(embedded) == policy(page) | {"frame-ancestors": "*"}
    assert policy(site.get("/embed/nosuchlink"))["frame-ancestors"] == "*"
    assert "x-frame-options" not in embedded.headers
    for path in ("/embeddings", "/compare", "/guide"):
        assert policy(site.get(path))["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("path", ["/compare", "/guide"])
def test_other_pages_are_the_page_as_built(site: TestClient, built: Path, path: str) -> None:
    answer = site.get(path)
    assert (answer.status_code, answer.text) == (200, (built / "index.html").read_text())


def test_the_embedding_page_tells_what_its_address_asks_for(site: TestClient) -> None:
    first = Reader(site.get("/embeddings").text)
    assert first.metas["og:title"] == "demo · fitted on positions"
    asked = Reader(site.get("/embeddings?model=demo&basis=tokens&theme=light&x=%22%3E%3Cb%3E").text)
    assert asked.metas["og:title"] == "demo · fitted on tokens"
    assert asked.tags == first.tags
    image = asked.metas["og:image"]
    assert image == "http://testserver/api/v1/models/demo/bases/tokens/preview.png?theme=light"
    assert site.get(image).status_code == 200


@pytest.mark.parametrize("query", ["model=gpt5", "basis=umap", "model=%00", "model=demo&model=gpt5"])
def test_the_embedding_page_of_what_is_not_here_is_the_page_as_built(
    site: TestClient, built: Path, query: str
) -> None:
    answer = site.get(f"/embeddings?{query}")
    assert (answer.status_code, answer.text) == (200, (built / "index.html").read_text())


def test_an_empty_server_still_has_its_page(fresh: Database, built: Path) -> None:
    with TestClient(create_app(Settings(frontend_dir=built), fresh)) as site:
        assert site.get("/embeddings").text == (built / "index.html").read_text()


def test_a_link_to_a_model_that_is_gone_says_so(fresh: Database, built: Path, tmp_path: Path) -> None:
    add_model(fresh, random_model(tmp_path / "m"), "m", Recorder())
    with TestClient(create_app(Settings(frontend_dir=built), fresh)) as site:
        slug = site.post(LINKS, json={"state": {"model": "m", "basis": "tokens"}}).json()["slug"]
        remove_model(fresh, "m", Recorder())
        answer = site.get(f"/v/{slug}")
        assert answer.status_code == 200
        assert "no model 'm' here" in Reader(answer.text).metas["og:description"]


def test_a_page_built_anew_is_served_without_a_restart(site: TestClient, built: Path) -> None:
    before = site.get("/guide").text
    (built / "index.html").write_text(before.replace("</body>", "<p>new</p></body>"))
    assert "<p>new</p>" in site.get("/guide").text
    (built / "index.html").unlink()
    assert site.get("/guide").status_code == 503
