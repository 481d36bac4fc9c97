"""Captures from shards: the same numbers whoever makes them, however often he is killed."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler
from sqlalchemy import delete, func, select

from residview.captures import bundled
from residview.captures.handler import capture, chosen
from residview.captures.making import make
from residview.captures.plan import planned
from residview.captures.site_bases import site_bases
from residview.captures.sums import SiteSums
from residview.demo import DEMO_MODEL
from residview.errors import CaptureTooLarge, UnknownSite
from residview.forward.capture import capture as captured
from residview.precompute.add import add_model
from residview.precompute.fits import fit_named
from residview.precompute.stored import fit_stored
from residview.store import bases, captures, measures, models, prompts, sites
from residview.store.session import Database
from residview.store.tables import Basis, PointSetRow, StepRow
from residview.store.tables_runs import Capture, Prompt, Run, ShardRow, SiteBasis, SiteRow
from residview.vocabulary import Part, PromptKind
from tests.support.captures import MadeUpSite, made_up_ids, made_up_rows, store_capture
from tests.support.report import Recorder
from tests.support.work import WorkInHand

if TYPE_CHECKING:
    from tests.support.running_models import Running

SITE = MadeUpSite("1.resid_pre", 48)


@pytest.fixture(scope="module")
def database(captured_database: Database) -> Database:
    return captured_database


def made_up(n: int = 90) -> list[np.ndarray]:
    """Rows of prompts of different lengths, about a mean that dwarfs their spread."""
    of = made_up_rows([SITE])
    return [of(ids)[SITE.name] for ids in made_up_ids([12 + number % 7 for number in range(n)], 300)]


def summed(parts: Sequence[Sequence[np.ndarray]]) -> SiteSums:
    return reduce(SiteSums.merge, (SiteSums.of(part, 20, 11, b"") for part in parts))


@pytest.mark.parametrize("cuts", [[], [45], [1, 2, 3, 80], list(range(1, 90))])
@pytest.mark.parametrize("number", range(4))
def test_components_from_merged_moments_are_a_full_svd_s_however_prompts_are_split(
    cuts: list[int], number: int
) -> None:
    whole = made_up()
    edges = [0, *cuts, len(whole)]
    sums = summed([whole[a:b] for a, b in pairwise(edges)])
    basis = list(site_bases(SiteRow(id=1, name=SITE.name, d=SITE.d), sums, ["made up"]))[number]
    rows = np.concatenate([each if basis.position_0 else each[1:] for each in whole]).astype(np.float64)
    seen = StandardScaler().fit_transform(rows) if basis.scaled else rows
    expected = PCA(svd_solver="full").fit(seen)
    components = np.frombuffer(basis.components, "<f8").reshape(basis.n_components, SITE.d)
    cosines = np.abs((components * expected.components_[: basis.n_components]).sum(axis=1))
    assert np.abs(cosines - 1).max() < 1e-5
    np.testing.assert_allclose(basis.variance_shares, expected.explained_variance_ratio_, rtol=1e-5)
    assert basis.total_variance == pytest.approx(expected.explained_variance_.sum(), rel=1e-5)
    assert basis.n_rows == len(rows)


def test_sums_come_back_from_bytes_as_they_were() -> None:
    sums = SiteSums.of(made_up()[:5], 20, 11, b"\1\2")
    again = SiteSums.from_bytes(sums.to_bytes())
    assert again.to_bytes() == sums.to_bytes()
    assert again.digests == b"\1\2"
    alone = SiteSums.from_bytes(SiteSums.of([made_up()[0][:1]], 20, 11, b"").to_bytes())
    assert (alone.rest, alone.balanced.n_prompts) == (None, 0)


def checksums(database: Database, name: str) -> dict[str, str]:
    with database.reading() as session:
        of_sites = session.execute(select(SiteRow.name, SiteRow.checksum).where(SiteRow.capture == name))
        found = {row.name: row.checksum for row in of_sites}
        of_bases = select(SiteRow.name.label("site"), SiteBasis.name, SiteBasis.checksum).join(SiteRow)
        found |= {
            f"{row.site} {row.name}": row.checksum for row in session.execute(of_bases.where(SiteRow.capture == name))
        }
    return found


SITES = [MadeUpSite("0.resid_pre", 128), MadeUpSite("0.z.0", 32), MadeUpSite("0.resid_post", 128)]
LENGTHS = [10 + number % 13 for number in range(260)]


def forget(database: Database, name: str) -> None:
    """A capture as it is before anything of it is made."""
    with database.transaction() as session:
        session.execute(delete(SiteRow).where(SiteRow.capture == name))
        session.execute(delete(ShardRow).where(ShardRow.capture == name))
        session.get_one(Capture, name).ready_at = None


@pytest.fixture(scope="module")
def made(database: Database) -> tuple[Capture, dict[str, str]]:
    """A capture made in one go, and the checksums of all of it."""
    capture = store_capture(database, SITES, LENGTHS, name="sharded")
    found = checksums(database, capture.name)
    assert len(found) == 3 + 3 * 4
    return capture, found


def test_what_is_made_does_not_depend_on_who_makes_which_shard(
    database: Database, made: tuple[Capture, dict[str, str]]
) -> None:
    capture, expected = made
    assert capture.n_shards == 4
    forget(database, capture.name)
    of = made_up_rows(SITES)

    def worker(seed: int) -> bool:
        slow = random.Random(seed)

        def rows(ids: Sequence[int]) -> dict[str, np.ndarray]:
            time.sleep(slow.random() / 500)
            return of(ids)

        return make(
            database, capture.name, SITES, lambda ids: (rows(each) for each in ids), lambda *_: None, lambda: None
        )

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(worker, range(2))) == [True, True]
    assert checksums(database, capture.name) == expected
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ShardRow)) == 0


_MAKE = """
import sys, time
from residview.captures.making import make
from residview.settings import Settings
from residview.store.session import open_database
from tests.pipeline.test_captures import SITES
from tests.support.captures import made_up_rows
of = made_up_rows(SITES)
def read(prompts):
    for ids in prompts:
        time.sleep(0.002)
        yield of(ids)
print("began", flush=True)
make(open_database(Settings()), sys.argv[1], SITES, read, lambda *_: None, lambda: None)
print("made", flush=True)
"""


def test_killed_at_any_moment_it_goes_on_and_comes_to_the_same_numbers(
    database: Database, made: tuple[Capture, dict[str, str]]
) -> None:
    capture, expected = made
    forget(database, capture.name)
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    moments, kills, said = random.Random(seed), 0, ""
    environment = os.environ | {"RESIDVIEW_DATABASE_URL": database.url.replace("postgresql+psycopg", "postgresql")}
    while "made" not in said:
        process = subprocess.Popen(
            [sys.executable, "-c", _MAKE, capture.name], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "began\n"
        try:
            process.wait(moments.uniform(0.05, 1.5) if kills < 4 else 120)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            kills += 1
        said = process.communicate()[0]
        assert process.returncode in (0, -signal.SIGKILL)
    assert kills > 0
    assert checksums(database, capture.name) == expected


def test_what_was_made_before_is_not_made_again(database: Database, made: tuple[Capture, dict[str, str]]) -> None:
    capture, _ = made

    def read(_: object) -> None:
        raise AssertionError("nothing is left to read")

    assert make(database, capture.name, SITES, read, lambda *_: None, lambda: None)
    forget(database, capture.name)
    of, read_prompts = made_up_rows(SITES), []

    def one_shard(ids: Sequence[Sequence[int]]):  # type: ignore[no-untyped-def]
        if read_prompts:
            raise KeyboardInterrupt
        read_prompts.append(len(ids))
        return (of(each) for each in ids)

    with pytest.raises(KeyboardInterrupt):
        make(database, capture.name, SITES, one_shard, lambda *_: None, lambda: None)
    again: list[int] = []
    make(
        database,
        capture.name,
        SITES,
        lambda ids: again.append(len(ids)) or (of(each) for each in ids),
        lambda *_: None,
        lambda: None,
    )
    assert (read_prompts, again) == ([65], [65, 65, 65])


@pytest.fixture(scope="module")
def held_out(database: Database, running: "Callable[[str], Running]") -> tuple[Capture, WorkInHand]:
    """The demo model's bundled prompts, captured by the handler that workers run."""
    with database.transaction() as session:
        prompt_set = bundled.held_out(session, models.ready_model(session, "demo"))
        stored = captures.keep(session, planned(prompt_set, [Part.RESID_PRE, Part.RESID_POST], "r-heldout222"))
    run = Run(name=stored.run, revision=stored.revision, request={"capture": stored.name})
    work = WorkInHand(database, run, running("demo").model)
    assert capture(work) == {"capture": stored.name}  # type: ignore[arg-type]
    return stored, work


def test_stored_rows_are_what_the_model_has_at_the_site(
    database: Database, held_out: tuple[Capture, WorkInHand]
) -> None:
    stored, work = held_out
    with database.reading() as session:
        model = models.ready_model(session, "demo")
        ids = session.scalars(
            select(Prompt.ids).where(Prompt.prompt_set_id == stored.prompt_set_id).order_by(Prompt.index)
        )
        wanted = ids.all()
        found = chosen(work.model, [Part.RESID_PRE, Part.RESID_POST])
        assert [each.name for each in sites.sites(session, stored)] == [each.name for each in found]
        direct = list(captured(work.model, wanted[::30], found))
        for name in ("0.resid_pre", "3.resid_post"):
            rows = dict(sites.rows(session, sites.site(session, model, stored.name, name)))
            assert len(rows) == stored.n_shown == 300
            for number, expected in enumerate(direct):
                assert np.abs(rows[30 * number] - expected.activations[name]).max() < 1e-4


def test_a_capture_tells_how_far_it_is(held_out: tuple[Capture, WorkInHand]) -> None:
    told = held_out[1].told
    assert [done for step, done, _ in told if step == "prompts"] == list(range(300))
    assert list(dict.fromkeys(step for step, _, _ in told)) == ["prompts", "components", "positions"]


def test_bundled_prompts_are_as_long_as_they_are_said_to_be(
    database: Database, held_out: tuple[Capture, WorkInHand]
) -> None:
    with database.reading() as session:
        lengths = prompts.lengths(session, captures.prompt_set(session, held_out[0]))
        first = session.scalars(select(Prompt.ids).where(Prompt.prompt_set_id == held_out[0].prompt_set_id)).all()
    assert len(lengths) == 300
    assert (min(lengths), max(lengths)) == (30, 100)
    assert lengths.count(80) >= 160
    assert {ids[0] for ids in first} == {0}


def test_means_of_positions_are_points_of_the_model_with_a_basis_of_their_name(
    database: Database, held_out: tuple[Capture, WorkInHand]
) -> None:
    stored, _ = held_out
    name = "positions@2.resid_pre@held-out"
    with database.reading() as session:
        model = models.ready_model(session, "demo")
        points = models.point_set(model, name)
        site = sites.site(session, model, stored.name, "2.resid_pre")
        by_position = [[] for _ in range(100)]  # type: ignore[var-annotated]
        for _, rows in sites.rows(session, site):
            for position, row in enumerate(rows):
                by_position[position].append(row)
        enough = [np.mean(each, axis=0, dtype=np.float64) for each in by_position if len(each) >= 8]
        assert points.n == len(enough)
        basis = bases.basis(session, model, name)
        assert (basis.fitted_on, basis.first_row, basis.n_rows) == (name, 1, points.n - 1)
        means = np.array(enough).astype(np.float32).astype(np.float64)
        pca = PCA(svd_solver="full").fit(means[1:])
        for of, expected in ((basis, pca.transform(means)), (bases.basis(session, model, "tokens"), None)):
            columns = np.frombuffer(bases.scores(session, of, points, 1, 4), "<f4").reshape(4, -1).T
            if expected is not None:
                assert np.abs(np.abs(columns) - np.abs(expected[:, :4])).max() < 1e-3
            assert measures.subspace(session, model, of, points)["n"] == points.n
        tokens = models.point_set(model, "tokens")
        assert len(bases.scores(session, basis, tokens, 1, 2)) == 2 * 4 * tokens.n


def test_what_was_made_of_a_capture_outlives_another_add_and_is_in_later_bases(
    database: Database, held_out: tuple[Capture, WorkInHand]
) -> None:
    name = "positions@2.resid_pre@held-out"
    with database.reading() as session:
        before = session.scalars(select(PointSetRow.name)).all()
    add_model(database, DEMO_MODEL, "demo", Recorder())
    fit_stored(database, "demo", fit_named("both"), _Quiet())
    with database.transaction() as session:  # as if fits were made by an earlier version
        session.execute(delete(StepRow).where(StepRow.name.contains("PCA")))
    report = Recorder()
    add_model(database, DEMO_MODEL, "demo", report)
    assert f"{name}: PCA and scores" in report.ran
    with database.reading() as session:
        model = models.ready_model(session, "demo")
        assert sorted(each.name for each in model.point_sets) == sorted(before)
        points = models.point_set(model, name)
        for basis in session.scalars(select(Basis).where(Basis.model_id == model.id)):
            assert len(bases.scores(session, basis, points, 1, 1)) == 4 * points.n
            assert measures.subspace(session, model, basis, points)["n"] == points.n


class _Quiet:
    def waiting(self, name: str) -> None: ...

    def begin(self, step: object) -> Callable[[int], None]:
        return lambda _: None


def test_repeated_tokens_show_the_positional_table_itself(
    database: Database, running: "Callable[[str], Running]"
) -> None:
    """At the bottom of the network a token and its position are added: the mean over tokens leaves the position."""
    with database.transaction() as session:
        model = models.ready_model(session, "demo")
        prompt_set = bundled.repeated(session, model)
        ids = prompts.ids(session, prompt_set)
        stored = captures.keep(session, planned(prompt_set, [Part.RESID_PRE], "r-repeated22"))
    assert all(len(set(each)) == 1 and len(each) == 128 for each in ids)
    assert len({each[0] for each in ids}) == len(ids) == 128
    opened = running("demo").model
    alone = [site for site in chosen(opened, [Part.RESID_PRE]) if site.layer == 0]

    def read(wanted: Sequence[Sequence[int]]):  # type: ignore[no-untyped-def]
        return (each.activations for each in captured(opened, wanted, alone))

    assert make(database, stored.name, alone, read, lambda *_: None, lambda: None)
    with database.reading() as session:
        model = models.ready_model(session, "demo")
        own = bases.basis(session, model, "positions@0.resid_pre@repeated")
        table = bases.basis(session, model, "positions")
        np.testing.assert_allclose(own.variance_shares[:20], table.variance_shares[:20], rtol=1e-4)


def test_parts_that_a_model_lacks_are_named_with_the_reason(running: "Callable[[str], Running]") -> None:
    neox = running("gpt_neox").model
    with pytest.raises(UnknownSite, match=r"The model has no resid_mid: attention and MLP .* It has resid_pre"):
        chosen(neox, [Part.RESID_MID])
    assert [each.name for each in chosen(neox, [Part.RESID_POST])] == [f"{i}.resid_post" for i in range(3)]


def test_sums_that_would_not_fit_are_refused(running: "Callable[[str], Running]") -> None:
    opened = running("demo").model
    wide = replace(opened, sites={name: replace(site, d=8192) for name, site in opened.sites.items()})
    with pytest.raises(CaptureTooLarge, match="Ask for fewer parts"):
        chosen(wide, [Part.RESULT])


def test_a_set_is_found_again_under_the_name_of_its_content(database: Database) -> None:
    with database.transaction() as session:
        model = models.ready_model(session, "demo")
        ids = made_up_ids([5, 6], model.n_vocab, seed=3)
        first = prompts.save(session, model.revision, ids, kind=PromptKind.FILE, title="a", source="A file.")
        again = prompts.save(session, model.revision, ids, kind=PromptKind.FILE, title="b", source="Another.")
        other = prompts.save(session, model.revision, ids[:1], kind=PromptKind.FILE, title="c", source="Less.")
    assert (first.id, first.name.startswith("p-")) == (again.id, True)
    assert other.id != first.id
