"""SSH signatures over editions: made by stock OpenSSH, judged offline, added whenever they come."""

import subprocess
from pathlib import Path

import pytest

from briefgen.editions.filesystem import LocalFiles
from briefgen.editions.model import Edition
from briefgen.editions.receipts import Trust, add_signature, check_key, receipt_number, verify_receipts
from briefgen.editions.verify import verify_archive
from briefgen.errors import RaceError, UsageError
from tests.editions.attest import TOPIC, publish, ssh_key
from tests.outside import need


@pytest.fixture
def store(tmp_path: Path) -> LocalFiles:
    """Return an archive of three editions."""
    need("ssh-keygen")
    store = LocalFiles(str(tmp_path / "archive"), make=True)
    for _ in range(3):
        publish(store)
    return store


def _editions(store: LocalFiles) -> tuple[Edition, ...]:
    verdict = verify_archive(store, TOPIC)
    return verdict.editions


def _codes(store: LocalFiles, allowed: Path | None = None) -> list[str]:
    trust = Trust(signers=str(allowed) if allowed else "")
    return [problem.code for problem in verify_receipts(store, _editions(store), trust).problems]


def test_a_signature_holds_and_names_its_signer(store: LocalFiles, tmp_path: Path) -> None:
    """The newest edition signed by an allowed signer: no problem, and the signer is named; the bags are as they were."""
    key, allowed = ssh_key(tmp_path, "desk")
    before = verify_archive(store, TOPIC).seen
    path = add_signature(store, _editions(store)[2], str(key))
    assert path.endswith("receipts/0003.sig")
    found = verify_receipts(store, _editions(store), Trust(signers=str(allowed)))
    assert not found.problems
    assert len(found.notes) == 1
    assert found.notes[0].startswith("0003.sig: signed by desk@example.org, ED25519 key SHA256:")
    after = verify_archive(store, TOPIC)
    assert (after.seen, after.problems) == (before, ())


def test_stock_openssh_agrees(store: LocalFiles, tmp_path: Path) -> None:
    """The command that the README shows, without briefgen, verifies the receipt."""
    key, allowed = ssh_key(tmp_path, "desk")
    add_signature(store, _editions(store)[0], str(key))
    archive = tmp_path / "archive"
    run = subprocess.run(
        [need("ssh-keygen"), "-Y", "verify", "-f", allowed, "-I", "desk@example.org", "-n", "briefgen",
         "-s", archive / "receipts/0001.sig"],
        input=(archive / "0001/tagmanifest-sha512.txt").read_bytes(), capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


def test_a_signature_added_later_speaks_for_all_before_it(store: LocalFiles, tmp_path: Path) -> None:
    """Editions after the newest signature are named as unsigned; signing the newest one ends that."""
    key, allowed = ssh_key(tmp_path, "desk")
    assert _codes(store, allowed) == ["receipt.unsigned"]
    add_signature(store, _editions(store)[1], str(key))
    found = verify_receipts(store, _editions(store), Trust(signers=str(allowed))).problems
    assert [(each.code, each.severity) for each in found] == [("receipt.unsigned", "warning")]
    assert "edition 0003" in found[0].message
    add_signature(store, _editions(store)[2], str(key))
    assert _codes(store, allowed) == []


def test_tampering_after_signing_is_reported(store: LocalFiles, tmp_path: Path) -> None:
    """A tag manifest that was changed and made consistent again no longer has its signature."""
    key, allowed = ssh_key(tmp_path, "desk")
    add_signature(store, _editions(store)[2], str(key))
    forged = LocalFiles(str(tmp_path / "forged"), make=True)
    for _ in range(3):
        publish(forged, payload={"records/more.yaml": b"claims: []\n"})
    (tmp_path / "forged/receipts").mkdir()
    (tmp_path / "forged/receipts/0003.sig").write_bytes((tmp_path / "archive/receipts/0003.sig").read_bytes())
    assert verify_archive(forged, TOPIC).is_whole
    assert _codes(forged, allowed) == ["receipt.signature", "receipt.unsigned"]
    assert _codes(forged) == ["receipt.signature"]


def test_a_signature_of_one_edition_is_none_of_another(store: LocalFiles, tmp_path: Path) -> None:
    """A receipt renamed to another number does not hold."""
    key, allowed = ssh_key(tmp_path, "desk")
    add_signature(store, _editions(store)[1], str(key))
    receipts = tmp_path / "archive/receipts"
    (receipts / "0002.sig").rename(receipts / "0003.sig")
    assert "receipt.signature" in _codes(store, allowed)


def test_every_damage_to_a_signature_is_reported(store: LocalFiles, tmp_path: Path) -> None:
    """A flipped bit in each seventh byte is reported, allowed signers or not."""
    key, _ = ssh_key(tmp_path, "desk")
    add_signature(store, _editions(store)[0], str(key))
    path = tmp_path / "archive/receipts/0001.sig"
    data = path.read_bytes()
    editions = _editions(store)
    for place in (*range(0, len(data), 7), len(data) - 1):
        path.write_bytes(data[:place] + bytes((data[place] ^ 1,)) + data[place + 1 :])
        codes = [problem.code for problem in verify_receipts(store, editions, Trust()).problems]
        assert codes == ["receipt.signature"], place


def test_somebody_elses_key_is_reported(store: LocalFiles, tmp_path: Path) -> None:
    """A signature that holds, by a key that the file does not name, is an error; so is one for another name space."""
    key, _ = ssh_key(tmp_path, "stranger")
    _, allowed = ssh_key(tmp_path, "desk")
    add_signature(store, _editions(store)[2], str(key))
    assert _codes(store, allowed) == ["receipt.signer", "receipt.unsigned"]
    run = subprocess.run(
        [need("ssh-keygen"), "-q", "-Y", "sign", "-f", tmp_path / "desk", "-n", "file"],
        input=(tmp_path / "archive/0003/tagmanifest-sha512.txt").read_bytes(), capture_output=True, check=True,
    )  # fmt: skip
    (tmp_path / "archive/receipts/0003.sig").write_bytes(run.stdout)
    assert _codes(store, allowed) == ["receipt.signature", "receipt.unsigned"]


def test_without_trust_the_reader_is_told(store: LocalFiles, tmp_path: Path) -> None:
    """Without allowed signers a good signature is a warning that shows the key."""
    key, _ = ssh_key(tmp_path, "desk")
    add_signature(store, _editions(store)[2], str(key))
    (found,) = verify_receipts(store, _editions(store), Trust()).problems
    assert (found.code, found.severity, found.status) == ("receipt.unchecked", "warning", 0)
    assert "ED25519 key SHA256:" in found.message


def test_a_receipt_for_no_edition_is_a_warning(store: LocalFiles, tmp_path: Path) -> None:
    """`0009.sig` in an archive of three editions, and a file that is no receipt, are warnings: the archive is whole."""
    key, _ = ssh_key(tmp_path, "desk")
    add_signature(store, _editions(store)[2], str(key))
    receipts = tmp_path / "archive/receipts"
    (receipts / "0009.sig").write_bytes((receipts / "0003.sig").read_bytes())
    verdict = verify_archive(store, TOPIC)
    assert verdict.is_whole
    assert [problem.code for problem in verdict.problems] == ["archive.receipt"]
    assert _codes(store) == ["receipt.unchecked"]


def test_a_receipt_is_never_replaced(store: LocalFiles, tmp_path: Path) -> None:
    """A second signature for an edition is refused, and the first stays."""
    key, _ = ssh_key(tmp_path, "desk")
    add_signature(store, _editions(store)[0], str(key))
    first = (tmp_path / "archive/receipts/0001.sig").read_bytes()
    with pytest.raises(UsageError, match=r"receipt\.exists"):
        add_signature(store, _editions(store)[0], str(key))
    assert (tmp_path / "archive/receipts/0001.sig").read_bytes() == first
    assert not list((tmp_path / "archive").glob(".tmp-*"))


def test_a_receipt_waits_for_no_publisher(store: LocalFiles, tmp_path: Path) -> None:
    """While another publisher holds the lock, signing exits 4 and leaves nothing."""
    key, _ = ssh_key(tmp_path, "desk")
    edition = _editions(store)[0]
    with LocalFiles(str(tmp_path / "archive")).lock(), pytest.raises(RaceError):
        add_signature(store, edition, str(key))
    assert not list((tmp_path / "archive").glob(".tmp-*"))
    assert not list((tmp_path / "archive").glob("receipts/*"))


@pytest.mark.parametrize(
    ("key", "passphrase"), [("missing", None), ("locked", "a secret that nobody asks for"), ("text", None)]
)
def test_a_key_that_cannot_sign_is_named(tmp_path: Path, key: str, passphrase: str | None) -> None:
    """A missing key, one with a passphrase, one that is none: exit 2, without a question and without a hang."""
    need("ssh-keygen")
    if passphrase:
        ssh_key(tmp_path, key, passphrase)
    if key == "text":
        (tmp_path / key).write_text("no key\n")
        (tmp_path / key).chmod(0o600)
    with pytest.raises(UsageError, match=r"receipt\.key"):
        check_key(str(tmp_path / key))


@pytest.mark.parametrize("content", [None, "", "# nobody\n\n"])
def test_allowed_signers_must_name_somebody(store: LocalFiles, tmp_path: Path, content: str | None) -> None:
    """A missing or empty allowed-signers file is exit 2, and not a verdict."""
    allowed = tmp_path / "allowed"
    if content is not None:
        allowed.write_text(content)
    with pytest.raises(UsageError, match=r"receipt\.signers"):
        _codes(store, allowed)


def test_without_ssh_keygen_the_reader_is_told(
    store: LocalFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without OpenSSH a signature is not judged, which is said; asked for expressly it is exit 2."""
    key, allowed = ssh_key(tmp_path, "desk")
    add_signature(store, _editions(store)[2], str(key))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert _codes(store) == ["receipt.unchecked"]
    with pytest.raises(UsageError, match=r"receipt\.program"):
        _codes(store, allowed)
    with pytest.raises(UsageError, match=r"receipt\.program"):
        check_key(str(key))


def test_a_huge_receipt_is_not_read(store: LocalFiles, tmp_path: Path) -> None:
    """A signature of 2 MB is reported, not fed to a program; a link among the receipts is not followed."""
    receipts = tmp_path / "archive/receipts"
    receipts.mkdir()
    (receipts / "0001.sig").write_bytes(b"x" * (2 << 20))
    (receipts / "0002.sig").symlink_to(receipts / "0001.sig")
    assert _codes(store) == ["receipt.unreadable"]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        *(("0007.sig", 7), ("0007.tsr", 7), ("0007.analyst.pdf", 7), ("0007.pdf", 0), ("0007..pdf", 0), ("7.sig", 0)),
        *(("0007.txt", 0), ("0007", 0), ("٠٠٠٧.sig", 0), ("README.md", 0)),
    ],
)
def test_names_of_receipts(name: str, number: int) -> None:
    """A receipt is named after its edition and its kind, and nothing else is a receipt."""
    assert receipt_number(name) == number
