"""Time stamps by RFC 3161: the authority is OpenSSL's own, made by the test; nothing connects to anything."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.editions import certificates, timestamps
from briefgen.editions.filesystem import LocalFiles
from briefgen.editions.model import Edition
from briefgen.editions.receipts import Trust, add_stamp, stamp_request, verify_receipts
from briefgen.errors import UsageError
from tests.editions.attest import Authority, publish
from tests.outside import need


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return an authority that the reader trusts."""
    need("openssl")
    return Authority(tmp_path_factory.mktemp("clock"), "clock")


@pytest.fixture
def store(tmp_path: Path) -> LocalFiles:
    """Return an archive of two editions."""
    store = LocalFiles(str(tmp_path / "archive"), make=True)
    publish(store)
    publish(store)
    return store


def _edition(store: LocalFiles, number: int = 2) -> Edition:
    from briefgen.editions.archive import open_archive

    return open_archive(store).edition(number)


def _found(store: LocalFiles, root: Path | None = None) -> tuple[list[str], tuple[str, ...]]:
    editions = (_edition(store, 1), _edition(store, 2))
    found = verify_receipts(store, editions, Trust(stamps=str(root) if root else ""))
    return [problem.code for problem in found.problems], found.notes


def test_the_request_is_openssls_and_always_the_same(store: LocalFiles, tmp_path: Path) -> None:
    """The request equals the one that `openssl ts -query -no_nonce` writes for the tag manifest: its SHA-512, the head."""
    edition = _edition(store)
    request = stamp_request(edition)
    assert request == stamp_request(edition)
    assert bytes.fromhex(edition.head) in request
    tags = tmp_path / "archive/0002/tagmanifest-sha512.txt"
    command = [need("openssl"), "ts", "-query", "-data", str(tags), "-sha512", "-cert", "-no_nonce"]
    run = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert run.stdout == request


def test_a_stamp_holds_and_says_the_time(store: LocalFiles, clock: Authority) -> None:
    """A response of a trusted authority is kept, and verify says the time and the authority."""
    response = clock.response(stamp_request(_edition(store)))
    path = add_stamp(store, _edition(store), response, "answer.tsr", str(clock.root))
    assert path.endswith("receipts/0002.tsr")
    codes, notes = _found(store, clock.root)
    assert codes == []
    assert len(notes) == 1
    assert notes[0].startswith("0002.tsr: existed at 20")
    assert notes[0].endswith("Common Name: clock clock")


def test_openssl_agrees(store: LocalFiles, clock: Authority, tmp_path: Path) -> None:
    """`openssl ts -verify` accepts the receipt as it lies in the archive."""
    add_stamp(store, _edition(store), clock.response(stamp_request(_edition(store))), "answer.tsr")
    archive = tmp_path / "archive"
    command = [need("openssl"), "ts", "-verify", "-data", str(archive / "0002/tagmanifest-sha512.txt")]
    run = subprocess.run(
        [*command, "-in", archive / "receipts/0002.tsr", "-CAfile", clock.root], capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_a_stamp_for_another_edition_is_refused(store: LocalFiles, clock: Authority, tmp_path: Path) -> None:
    """A response over other bytes is exit 2 when it is brought, and an error when it lies there."""
    response = clock.response(stamp_request(_edition(store, 1)))
    with pytest.raises(UsageError, match="other bytes"):
        add_stamp(store, _edition(store), response, "answer.tsr")
    assert not list((tmp_path / "archive").glob("receipts/*"))
    (tmp_path / "archive/receipts").mkdir()
    (tmp_path / "archive/receipts/0002.tsr").write_bytes(response)
    assert _found(store)[0] == ["receipt.stamp"]
    assert _found(store, clock.root)[0] == ["receipt.stamp"]


def test_an_authority_that_nobody_trusts_proves_nothing(store: LocalFiles, clock: Authority, tmp_path: Path) -> None:
    """A stamp by another authority is refused where one is named, and an error in verify; unnamed it is a warning."""
    stranger = Authority(tmp_path, "stranger")
    response = stranger.response(stamp_request(_edition(store)))
    with pytest.raises(UsageError, match="no trusted authority"):
        add_stamp(store, _edition(store), response, "answer.tsr", str(clock.root))
    add_stamp(store, _edition(store), response, "answer.tsr")
    assert _found(store, clock.root)[0] == ["receipt.stamp"]
    assert _found(store)[0] == ["receipt.unchecked"]


def test_a_certificate_for_another_purpose_stamps_nothing(clock: Authority) -> None:
    """A trusted authority's certificate that is not for time stamping proves no time; the one that is, does."""
    import asyncio

    from asn1crypto import tsp
    from pyhanko.keys import load_cert_from_pemder, load_private_key_from_pemder
    from pyhanko.sign.timestamps import DummyTimeStamper

    data = b"tag manifest"
    roots = certificates.read_certificates(str(clock.root))
    verdicts = []
    for name in ("tsa", "desk"):
        certificate = load_cert_from_pemder(str(clock.folder / f"{name}.pem"))  # type: ignore[no-untyped-call]
        key = load_private_key_from_pemder(str(clock.folder / f"{name}.key"), None)
        request = tsp.TimeStampReq.load(timestamps.request(data))
        answer = asyncio.run(DummyTimeStamper(certificate, key).async_request_tsa_response(request))
        stamp, problem = timestamps.read_response(answer.dump(), data)
        assert stamp is not None, problem
        verdicts.append(timestamps.judge(stamp, data, roots))
    assert verdicts[0] == ""
    assert verdicts[1]


@pytest.mark.parametrize("response", [b"", b"\x30", b"no response", b"\x30\x05\x30\x03\x02\x01\x02"])
def test_what_is_no_response_is_refused(store: LocalFiles, response: bytes) -> None:
    """Rubbish, and an authority's refusal, are exit 2."""
    with pytest.raises(UsageError, match=r"receipt\.response"):
        add_stamp(store, _edition(store), response, "answer.tsr")


def test_every_damage_is_reported_or_changes_nothing_attested(clock: Authority) -> None:
    """Of 400 flipped bits none changes time, authority or imprint unseen; what is let pass nobody attested.

    Unsigned are the words of the status and certificates that travel along and are not needed.
    """
    data = b"tag manifest"
    response = clock.response(timestamps.request(data))
    roots = certificates.read_certificates(str(clock.root))
    stamp, _ = timestamps.read_response(response, data)
    assert stamp is not None
    assert timestamps.judge(stamp, data, roots) == ""
    reported = 0
    for bit in range(0, len(response) * 8, len(response) * 8 // 400):
        broken = bytearray(response)
        broken[bit // 8] ^= 1 << bit % 8
        other, problem = timestamps.read_response(bytes(broken), data)
        if problem or other is None or timestamps.judge(other, data, roots):
            reported += 1
        else:
            assert other[:4] == stamp[:4], bit
    assert reported > 200


def test_a_weak_digest_proves_nothing(clock: Authority, tmp_path: Path) -> None:
    """A stamp over SHA-1 is refused even when the digest is right."""
    config = clock.folder / "tsa.cnf"
    text = config.read_text()
    config.write_text(text.replace("digests = ", "digests = sha1, "))
    (tmp_path / "data").write_bytes(b"x")
    command = [need("openssl"), "ts", "-query", "-data", str(tmp_path / "data"), "-sha1", "-cert", "-no_nonce"]
    query = subprocess.run(command, capture_output=True, check=True).stdout
    stamp, problem = timestamps.read_response(clock.response(query), b"x")
    config.write_text(text)
    assert stamp is None
    assert "sha1" in problem
    assert hashlib.sha1(b"x").digest() in query


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_certificates_must_be_some(store: LocalFiles, tmp_path: Path, content: bytes | None) -> None:
    """A file without certificates is exit 2, and no verdict."""
    path = tmp_path / "roots.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"receipt\.certificates"):
        _found(store, path)


def test_a_der_certificate_is_read(clock: Authority, tmp_path: Path) -> None:
    """One certificate in DER serves as well as PEM."""
    command = [need("openssl"), "x509", "-in", str(clock.root), "-outform", "DER", "-out", str(tmp_path / "root.der")]
    subprocess.run(command, check=True)
    (one,) = certificates.read_certificates(str(tmp_path / "root.der"))
    assert certificates.subject(one) == "Common Name: clock root"


def test_without_pyhanko_the_reader_is_told(
    store: LocalFiles, clock: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra a stamp is not judged, which is said; asked for expressly it is exit 2."""
    add_stamp(store, _edition(store), clock.response(stamp_request(_edition(store))), "answer.tsr")
    monkeypatch.setitem(sys.modules, "pyhanko.sign.validation", None)
    assert _found(store)[0] == ["receipt.unchecked"]
    with pytest.raises(UsageError, match=r"receipt\.extra"):
        _found(store, clock.root)
    with pytest.raises(UsageError, match=r"receipt\.extra"):
        stamp_request(_edition(store))
