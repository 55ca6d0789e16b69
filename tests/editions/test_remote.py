"""Archives on other stores: the same bags, and a conditional put where there is no rename."""

import json
import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import fsspec
import pytest

from briefgen.editions.archive import open_archive
from briefgen.editions.filesystem import FileSystem, whole
from briefgen.editions.remote import ObjectStore, open_store, topics_at
from briefgen.editions.verify import verify_archive
from briefgen.editions.withdraw import withdraw_edition
from briefgen.errors import BriefgenError, EditionError, RaceError, UsageError
from tests.build import a_claim, a_source, a_topic, an_entity
from tests.command import briefgen
from tests.conftest import Workspace
from tests.editions.attest import TOPIC, publish

# botocore and moto still say `utcnow`; what they deprecate is not our subject.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """Start an S3-compatible server on this machine; it answers one request at a time, as its puts are not atomic."""
    from moto.server import DomainDispatcherApplication, create_backend_app  # type: ignore[attr-defined]
    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(autouse=True)
def _fresh_clients() -> Iterator[None]:
    """Forget S3 clients between tests: fsspec keeps them, with the endpoint that the environment named at the time."""
    client = fsspec.get_filesystem_class("s3")
    client.clear_instance_cache()
    yield
    client.clear_instance_cache()


@pytest.fixture(params=["file", "memory", "s3"])
def address(request: pytest.FixtureRequest, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of an archive that nobody has used yet."""
    return _address(request, request.param, tmp_path, monkeypatch)


@pytest.fixture(params=["memory", "s3"])
def objects(request: pytest.FixtureRequest, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the same on an object store."""
    return _address(request, request.param, tmp_path, monkeypatch)


def _address(request: pytest.FixtureRequest, scheme: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    name = uuid.uuid4().hex
    if scheme == "file":
        return f"file://{tmp_path}/an%20archive/{name}"
    if scheme == "memory":
        return f"memory://{name}/editions/{TOPIC}"
    monkeypatch.setenv("AWS_ENDPOINT_URL", request.getfixturevalue("endpoint"))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    files.mkdir(name)
    return f"s3://{name}/editions/{TOPIC}"


def _raw(address: str) -> tuple[Any, str]:
    """Return fsspec's own file system and the archive's root in it."""
    store = open_store(address, make=True)
    assert isinstance(store, ObjectStore)
    return store._files, store._root


def _keys(address: str) -> list[str]:
    files, root = _raw(address)
    files.invalidate_cache()
    return sorted(key.removeprefix(root).lstrip("/") for key in files.find(root))


def _is_whole(address: str, editions: int) -> bool:
    verdict = verify_archive(open_store(address), TOPIC)
    return not verdict.problems and verdict.seen.number == editions


def test_publish_verify_list(address: str) -> None:
    """Three editions are published, listed, read and verified; the chain holds and the head is the newest digest."""
    for _ in range(3):
        publish(open_store(address, make=True))
    archive = open_archive(open_store(address))
    assert [edition.number for edition in archive.editions] == [1, 2, 3]
    assert archive.edition(3).previous == archive.edition(2).head
    assert archive.edition(2).records() == {"brief.yaml": b"title: T\n"}
    verdict = verify_archive(open_store(address), TOPIC, expect=archive.head())
    assert (verdict.problems, verdict.seen.head) == ((), archive.head())
    other = "0" * 128
    assert [each.code for each in verify_archive(open_store(address), TOPIC, expect=other).problems] == ["archive.head"]


def test_the_same_bag_on_every_store(address: str, tmp_path: Any) -> None:
    """An edition has the same files with the same bytes wherever it lies: the heads are equal."""
    here = publish(open_store(str(tmp_path / "here"), make=True))
    there = publish(open_store(address, make=True))
    assert there.head == here.head


def test_no_archive_is_said(address: str) -> None:
    """Where nothing was published, reading is exit 2 and not an empty archive."""
    with pytest.raises((UsageError, FileNotFoundError)):
        open_archive(open_store(address))
    with pytest.raises((UsageError, FileNotFoundError)):
        verify_archive(open_store(address), TOPIC)


def test_withdraw_and_removal(address: str) -> None:
    """A withdrawal with removal deletes the payload, leaves the tag files, and the archive verifies with a notice."""
    publish(open_store(address, make=True))
    publish(open_store(address, make=True))
    withdraw_edition(open_store(address), TOPIC, "1", "a court said so", "2026-11-23", remove=True)
    verdict = verify_archive(open_store(address), TOPIC)
    assert verdict.is_whole
    assert verdict.notes == ("0001: payload removed, notice in 0003",)
    with pytest.raises(EditionError):
        open_archive(open_store(address)).edition(1).read("data/edition.json")


def test_a_race_has_one_winner(address: str) -> None:
    """Of six publishers at once one or more win, the others exit 4; editions equal successes, without gap or debris."""
    publish(open_store(address, make=True))
    won = 1
    for _ in range(5 if address.startswith("s3") else 20):  # each round asks the server hundreds of times
        start = threading.Barrier(6)

        def run(start: threading.Barrier = start) -> str:
            store = open_store(address, make=True)
            start.wait()
            try:
                publish(store)
            except BriefgenError as error:
                return f"{error.exit_code} {error.problems[0]}"
            return "won"

        with ThreadPoolExecutor(6) as pool:
            ends = [future.result() for future in [pool.submit(run) for _ in range(6)]]
        assert all(end == "won" or end.startswith("4 ") for end in ends), ends
        assert "won" in ends
        won += ends.count("won")
    assert _is_whole(address, won)


def test_the_loser_of_a_put_leaves_nothing(objects: str) -> None:
    """Who finds the marker taken at the very commit gets exit 4; one edition is visible, and nothing of the loser's."""
    publish(open_store(objects, make=True))
    late = open_store(objects, make=True)
    original = late.commit

    def commit(staged: str, final: str) -> None:
        publish(open_store(objects, make=True))
        original(staged, final)

    with pytest.raises(RaceError) as raised:
        publish(_Patched(late, commit))
    assert raised.value.exit_code == 4
    assert _is_whole(objects, 2)
    assert len([key for key in _keys(objects) if key.endswith("bagit.txt")]) == 2


class _Patched:
    """A store with another commit."""

    def __init__(self, store: FileSystem, commit: Callable[[str, str], None]) -> None:
        self._store = store
        self.commit = commit

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@pytest.mark.parametrize("left", [False, True])
def test_a_loser_whose_bag_is_swept_gets_exit_4(objects: str, *, left: bool) -> None:
    """The winner sweeps the loser's bag, whole or but for one object, while the loser is still checking it: exit 4."""
    publish(open_store(objects, make=True))
    late = open_store(objects, make=True)
    wrapped = _Patched(late, late.commit)
    original = late.list
    done: list[str] = []

    def listed(path: str, at_most: int) -> Any:
        if path.startswith(".tmp-") and not done:
            done.append(path)
            publish(open_store(objects, make=True))
            if left:
                late.write_new(f"{path}/bagit.txt", b"written after the sweep")
        return original(path, at_most)

    wrapped.list = listed  # type: ignore[attr-defined]
    with pytest.raises(RaceError):
        publish(wrapped)
    assert done
    assert _is_whole(objects, 2)


def test_a_killed_publisher_is_invisible_and_swept(objects: str) -> None:
    """A bag without marker is no edition; verify names it; the next publisher succeeds and removes it, and older ones."""
    publish(open_store(objects, make=True))

    def killed(staged: str, final: str) -> None:
        raise KeyboardInterrupt

    store = open_store(objects, make=True)
    wrapped = _Patched(store, killed)
    wrapped.remove = lambda path: None  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt):
        publish(wrapped)
    verdict = verify_archive(open_store(objects), TOPIC)
    assert verdict.is_whole
    assert [problem.code for problem in verdict.problems] == ["archive.unfinished"]
    assert open_archive(open_store(objects)).numbers == (1,)
    publish(open_store(objects, make=True))
    assert _is_whole(objects, 2)
    assert len([key for key in _keys(objects) if key.endswith("bagit.txt")]) == 2


def test_a_put_whose_answer_is_lost_is_not_taken_back(objects: str) -> None:
    """When the marker arrives and the answer does not, the bag stays: the edition is whole and the next one follows."""
    store = open_store(objects, make=True)
    assert isinstance(store, ObjectStore)
    files = store._files
    put = files.pipe_file

    def lossy(key: str, data: bytes, **options: Any) -> Any:
        answer = put(key, data, **options)
        if key.endswith(".commit"):
            files.exists = _unreachable
            raise OSError(5, "the connection broke")
        return answer

    files.pipe_file = lossy
    with pytest.raises(UsageError, match=r"connection broke|unreachable"):
        publish(store)
    del files.pipe_file, files.exists
    assert _is_whole(objects, 1)
    publish(open_store(objects, make=True))
    assert _is_whole(objects, 2)


def _unreachable(*_: Any, **__: Any) -> bool:
    raise OSError(5, "unreachable")


def test_a_repeated_put_knows_its_own_marker(objects: str) -> None:
    """A client that sends the put twice, as they do after a timeout, has won although the second put was refused."""
    store = open_store(objects, make=True)
    assert isinstance(store, ObjectStore)
    put = store._files.pipe_file

    def twice(key: str, data: bytes, **options: Any) -> Any:
        put(key, data, **options)
        return put(key, data, **options) if key.endswith(".commit") else None

    store._files.pipe_file = twice
    assert publish(store).number == 1
    del store._files.pipe_file
    assert _is_whole(objects, 1)


def test_a_forged_marker_is_reported(objects: str) -> None:
    """A marker that names nothing, another number or another folder does not lead anywhere, and verify fails."""
    publish(open_store(objects, make=True))
    files, root = _raw(objects)
    good = files.cat_file(f"{root}/0001.commit")
    for forged in (b"", b"nonsense\n", b"0002-1-aa\n", b"../../etc\n", good.removesuffix(b"\n"), b"0001-1-aa\n"):
        files.pipe_file(f"{root}/0001.commit", forged)
        assert not verify_archive(open_store(objects), TOPIC).is_whole, forged
    files.pipe_file(f"{root}/0001.commit", good)
    assert _is_whole(objects, 1)


def test_tampering_on_the_store_is_reported(objects: str) -> None:
    """Each object of an edition changed, gone or added is reported, as in a folder."""
    publish(open_store(objects, make=True))
    files, root = _raw(objects)
    keys = [key for key in _keys(objects) if key.startswith("bags/")]
    for key in keys if objects.startswith("memory") else keys[::4]:  # each verdict asks the server thirty times
        data = files.cat_file(f"{root}/{key}")
        files.pipe_file(f"{root}/{key}", data + b"x")
        assert not verify_archive(open_store(objects), TOPIC).is_whole, key
        files.rm(f"{root}/{key}")
        assert not verify_archive(open_store(objects), TOPIC).is_whole, key
        files.pipe_file(f"{root}/{key}", data)
        folder = key.rpartition("/")[0]
        files.pipe_file(f"{root}/{folder}/extra", b"")
        assert not verify_archive(open_store(objects), TOPIC).is_whole, key
        files.rm(f"{root}/{folder}/extra")
    assert _is_whole(objects, 1)


def test_what_is_beside_the_editions_is_reported(objects: str) -> None:
    """A folder 0002 without marker, and a stray object, do not belong into an archive."""
    publish(open_store(objects, make=True))
    files, root = _raw(objects)
    for stray in ("0002/data/x", "stray", ".tmp-0002-1-aa/x"):
        files.pipe_file(f"{root}/{stray}", b"x")
        problems = verify_archive(open_store(objects), TOPIC).problems
        assert [problem.code for problem in problems] == ["archive.extra"], stray
        files.rm(f"{root}/{stray}")
    assert _is_whole(objects, 1)


def test_receipts_lie_there_too(objects: str) -> None:
    """A receipt is put once, read back, and never replaced."""
    from briefgen.editions.receipts import _add

    publish(open_store(objects, make=True))
    store = open_store(objects)
    assert _add(store, "0001.sig", b"one") == f"{objects}/receipts/0001.sig"
    with pytest.raises(UsageError, match=r"receipt\.exists"):
        _add(open_store(objects), "0001.sig", b"two")
    assert whole(open_store(objects), "receipts/0001.sig") == b"one"
    assert _is_whole(objects, 1)


@pytest.mark.parametrize("address", ["gopher://x/y", "ftp://x", "file://relative/x", "http://x/y"])
def test_unknown_stores_are_refused(address: str) -> None:
    """A store whose way to commit is not known is exit 2."""
    with pytest.raises(UsageError, match=r"store\.scheme"):
        open_store(address)


def test_a_server_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection, no credentials: exit 2 with a sentence, and never a traceback."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(UsageError, match=r"path\.write"):
        publish(open_store("s3://bucket/topic", make=True))


def test_topics_at_a_place(objects: str) -> None:
    """A place lists the topics that have an archive, also one called 2020; a place without any lists none."""
    place = objects.rpartition("/")[0]
    assert topics_at(place) == ()
    for topic in ("2020", "b"):
        store = open_store(f"{place}/{topic}", make=True)
        publish(store)
    files, root = _raw(objects)
    files.pipe_file(f"{root.rpartition('/')[0]}/other/x", b"")
    assert topics_at(place) == ("2020", "b")


def test_the_command_line_on_a_store(
    endpoint: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The environment names an S3 address: publish, editions, head and verify work on it; --archive goes before it."""
    bucket = uuid.uuid4().hex
    settings = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "BRIEFGEN_ARCHIVE": f"s3://{bucket}/editions",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    fsspec.filesystem("s3", skip_instance_cache=True).mkdir(bucket)
    files = a_topic([a_claim()], [a_source()], [an_entity()])
    folder = workspace(files)
    published = briefgen("publish", TOPIC, "-a", "analyst", "--date", "2026-11-22", folder=folder)
    assert published.returncode == 0, published.stderr
    brief = f"s3://{bucket}/editions/topic/0001/data/briefs/topic-0001-analyst.pdf"
    assert published.stdout.splitlines() == [brief]
    listed = briefgen("editions", folder=folder)
    assert listed.stdout.startswith("TOPIC-0001  2026-11-22")
    head = briefgen("head", TOPIC, folder=folder).stdout.strip()
    verified = briefgen("verify", "--json", folder=folder)
    assert (verified.returncode, json.loads(verified.stdout)["archives"][0]["head"]) == (0, head)
    assert not (folder / "output/editions").exists()
    elsewhere = briefgen("editions", TOPIC, "--archive", str(tmp_path / "none"), folder=folder)
    assert elsewhere.returncode == 2
    assert "archive.none" in elsewhere.stderr


def test_only_a_bag_of_the_number_is_committed(objects: str) -> None:
    """The commit takes a bag staged for that number, and nothing else."""
    store = open_store(objects, make=True)
    for staged in (".tmp-0002-1-aa", ".tmp-x", "0001"):
        with pytest.raises(OSError, match="staged for this number"):
            store.commit(staged, "0001")
