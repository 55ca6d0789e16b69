"""The Library of Congress's bagit and coreutils' sha512sum over the same bags: they agree with the strict reader."""

import random
import subprocess
from collections.abc import Callable
from pathlib import Path

from briefgen.editions.filesystem import LocalFiles
from tests.editions.bags import verify
from tests.editions.tampering import changed, put


def test_bagit_and_sha512sum_accept_what_we_accept(
    pristine: Path, record_property: Callable[[str, object], None]
) -> None:
    """The Library of Congress's bagit and coreutils' sha512sum find no fault with editions that verify."""
    import bagit

    assert verify(pristine).is_whole
    for number in range(1, 6):
        folder = pristine / f"{number:04d}"
        assert bagit.Bag(str(folder)).validate(processes=1)
        run = subprocess.run(
            ["sha512sum", "-c", "--strict", "--quiet", "manifest-sha512.txt", "tagmanifest-sha512.txt"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    record_property("count", "5 editions: bagit and sha512sum --strict agree")


def test_they_never_refuse_what_we_accept(archive: Path, record_property: Callable[[str, object], None]) -> None:
    """Over random changes of a bag: whenever the strict reader finds nothing, bagit and sha512sum find nothing."""
    import logging

    import bagit

    from briefgen.editions.bag import check_bag

    logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)
    store = LocalFiles(str(archive))
    chance = random.Random(11)
    files = [path for path in sorted((archive / "0003").rglob("*")) if path.is_file()]
    accepted = refused = 0
    for _ in range(120):
        path = chance.choice(files)
        good = path.read_bytes()
        bad = bytearray(good)
        for _ in range(chance.randrange(3)):
            bad[chance.randrange(len(bad))] = chance.choice(b"ab 0\n\t*")
        with changed(path, bytes(bad)):
            if check_bag(store, "0003").problems:
                refused += 1
                continue
            accepted += 1
            assert bagit.Bag(str(archive / "0003")).is_valid()
    assert accepted
    assert refused
    record_property("count", f"{accepted} changed bags accepted by us and by bagit, {refused} refused by us")


def test_the_fault_in_bagit_is_still_there(archive: Path) -> None:
    """A canary: bagit accepts an extra file in a bag, which is why we do not rely on it."""
    import bagit

    put("0003/extra.txt")(archive)
    assert bagit.Bag(str(archive / "0003")).is_valid()
    assert not verify(archive).is_whole
