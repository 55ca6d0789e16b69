"""Publishers on an object store under every order of their requests that a seed can name: a model store, one request at a time."""

import errno
import random
import threading
from collections.abc import Callable
from typing import Any

import pytest

from briefgen.editions.remote import ObjectStore
from briefgen.editions.verify import verify_archive
from briefgen.errors import BriefgenError
from tests.editions.attest import TOPIC, publish

_ROOT = "bucket/topic"
_ADDRESS = f"s3://{_ROOT}"


class _Turns:
    """Threads that run one at a time; at each request a seeded choice says who goes on."""

    def __init__(self, seed: int) -> None:
        self._choice = random.Random(seed)
        self._waiting: dict[int, threading.Semaphore] = {}
        self._ready = threading.Semaphore(0)
        self._error: BaseException | None = None

    def run(self, works: list[Callable[[], None]]) -> None:
        threads = [threading.Thread(target=self._begin, args=(name, work)) for name, work in enumerate(works)]
        for name, thread in enumerate(threads):
            self._waiting[name] = threading.Semaphore(0)
            thread.start()
        alive = sorted(self._waiting)
        while alive:
            # Now and then one goes far ahead of the others: that is where a late request meets a finished edition.
            name = self._choice.choice(alive)
            for _ in range(self._choice.choice((1, 1, 2, 5, 40))):
                self._waiting[name].release()
                self._ready.acquire()
                if not threads[name].is_alive() or name not in self._waiting:
                    break
            alive = sorted(self._waiting)
        for thread in threads:
            thread.join()
        if self._error is not None:
            raise self._error

    def _begin(self, name: int, work: Callable[[], None]) -> None:
        threading.current_thread().name = str(name)
        self._waiting[name].acquire()
        try:
            work()
        except Exception as error:  # noqa: BLE001  (raised again by `run`)
            self._error = error
        finally:
            del self._waiting[name]
            self._ready.release()

    def request(self) -> None:
        """Hand over: the caller goes on when it is its turn again."""
        name = threading.current_thread().name
        if name.isdecimal() and int(name) in self._waiting:
            self._ready.release()
            self._waiting[int(name)].acquire()


class _Model:
    """An object store as S3 promises it: each request is atomic, a listing is true, a put may ask for a free key.

    What s3fs makes of several requests is several here too. `lose` says of a put that its answer never arrives.
    """

    protocol = ("s3",)

    def __init__(self, turns: _Turns, lose: Callable[[str], bool] = lambda _: False) -> None:
        self.objects: dict[str, bytes] = {}
        self._turns = turns
        self._lose = lose

    @staticmethod
    def _strip_protocol(address: str) -> str:
        return address.removeprefix("s3://")

    def invalidate_cache(self) -> None:
        """Do nothing: nothing is kept."""

    def ls(self, path: str, detail: bool) -> list[dict[str, str]]:
        assert detail
        self._turns.request()
        below = sorted(key.removeprefix(f"{path}/") for key in self.objects if key.startswith(f"{path}/"))
        if not below:
            if path in self.objects:
                return [{"name": path, "type": "file"}]
            raise FileNotFoundError(path)
        kinds = {f"{path}/{name.partition('/')[0]}": "directory" if "/" in name else "file" for name in below}
        return [{"name": name, "type": kind} for name, kind in kinds.items()]

    def find(self, path: str) -> list[str]:
        self._turns.request()
        return sorted(key for key in self.objects if key == path or key.startswith(f"{path}/"))

    def cat_file(self, key: str, start: int | None = None, end: int | None = None) -> bytes:
        self._turns.request()
        if key not in self.objects:
            raise FileNotFoundError(key)
        return self.objects[key][start:end]

    def open(self, key: str, mode: str) -> Any:
        import io

        assert mode == "rb"
        return io.BytesIO(self.cat_file(key))

    def exists(self, key: str) -> bool:
        self._turns.request()
        return key in self.objects

    def pipe_file(self, key: str, data: bytes, mode: str) -> None:
        assert mode == "create"
        self._turns.request()
        if key in self.objects:
            raise FileExistsError(errno.EEXIST, "PreconditionFailed", key)
        self.objects[key] = data
        self.check()
        if self._lose(key):
            raise TimeoutError(errno.ETIMEDOUT, "no answer", key)

    def rm(self, path: str, recursive: bool) -> None:
        assert recursive
        found = self.find(path)
        if not found:
            raise FileNotFoundError(path)
        self._turns.request()
        for key in found:
            self.objects.pop(key, None)
        self.check()

    def check(self) -> None:
        """Hold the store to its one promise, at every moment: what a marker names is whole."""
        for key, data in self.objects.items():
            if key.endswith(".commit"):
                bag = f"{_ROOT}/bags/{data.decode().strip()}"
                assert {name.removeprefix(bag) for name in self.objects if name.startswith(f"{bag}/")} == _WHOLE, key


_WHOLE = {
    "/bag-info.txt",
    "/bagit.txt",
    "/data/edition.json",
    "/data/records/brief.yaml",
    "/manifest-sha512.txt",
    "/tagmanifest-sha512.txt",
}


def _race(seed: int, publishers: int, lose: Callable[[str], bool] = lambda _: False) -> tuple[_Model, list[str]]:
    turns = _Turns(seed)
    model = _Model(turns, lose)
    ends: list[str] = []

    def work() -> None:
        try:
            publish(ObjectStore(model, _ADDRESS, make=True))
        except BriefgenError as error:
            ends.append(str(error.problems[0]))
            if error.exit_code != 4 and "no answer" not in ends[-1]:
                raise
        else:
            ends.append("won")

    turns.run([work] * publishers)
    return model, ends


def _verdict(model: _Model) -> tuple[int, list[str]]:
    verdict = verify_archive(ObjectStore(model, _ADDRESS), TOPIC)
    return verdict.seen.number, [problem.code for problem in verdict.problems]


def test_every_order_of_requests(record_property: Callable[[str, object], None]) -> None:
    """Four publishers, 200 orders: editions equal successes, all whole at every moment, nothing of a loser's left."""
    won = lost = 0
    for seed in range(200):
        model, ends = _race(seed, 4)
        won += ends.count("won")
        lost += len(ends) - ends.count("won")
        assert _verdict(model) == (ends.count("won"), []), seed
    assert won > 200
    assert lost > 200
    record_property(
        "count", f"4 publishers on a model of S3, 200 orders of requests: {won} won, {lost} lost, {won} editions"
    )


@pytest.mark.parametrize("what", [".commit", "bagit.txt", ""])
def test_answers_that_are_lost(what: str) -> None:
    """Puts arrive and their answers do not: no edition is ever hurt, and the next publisher leaves no debris."""
    for seed in range(40):
        model, ends = _race(seed, 3, _loses(what, seed))
        editions = sum(key.endswith(".commit") for key in model.objects)
        assert editions >= ends.count("won"), seed
        model._lose = lambda _: False
        publish(ObjectStore(model, _ADDRESS, make=True))
        assert _verdict(model) == (editions + 1, []), seed


def _loses(what: str, seed: int) -> Callable[[str], bool]:
    choice = random.Random(f"answer {seed}")
    return lambda key: key.endswith(what) and choice.random() < 0.3
