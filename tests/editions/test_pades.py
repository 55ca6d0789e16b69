"""Certified PDFs: pyHanko signs a copy, and verify demands more of it than a viewer does."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.editions import certificates, pades
from briefgen.editions.archive import open_archive
from briefgen.editions.filesystem import LocalFiles
from briefgen.editions.receipts import Trust, add_certified, verify_receipts
from briefgen.editions.verify import verify_archive
from briefgen.errors import UsageError
from tests.build import a_claim, a_source, a_topic, an_entity, build, write
from tests.command import briefgen
from tests.conformance.judge import outside_tool
from tests.conftest import Workspace
from tests.editions.attest import TOPIC, Authority, publish, ssh_key


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return the publisher's desk with its PKCS#12 file."""
    return Authority(tmp_path_factory.mktemp("desk"), "desk")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a small brief."""
    folder = write(tmp_path_factory.mktemp("brief"), a_topic([a_claim()], [a_source()], [an_entity()]))
    return build(folder).data


@pytest.fixture(scope="module")
def certified(plain: bytes, desk: Authority) -> bytes:
    """Return the brief certified."""
    return pades.certify(plain, pades.open_key(str(desk.pkcs12), str(desk.passphrase)))


def _problem(certified: bytes, plain: bytes, desk: Authority) -> str:
    return pades.judge(certified, plain, certificates.read_certificates(str(desk.root))).problem


def test_a_certified_copy_extends_the_pdf_and_holds(plain: bytes, certified: bytes, desk: Authority) -> None:
    """The copy begins with the bag's bytes, and its verdict names the signer."""
    assert certified.startswith(plain)
    verdict = pades.judge(certified, plain, certificates.read_certificates(str(desk.root)))
    assert (verdict.name, verdict.problem) == ("Common Name: desk desk", "")
    assert verdict.time.endswith("Z")


def test_a_certified_copy_keeps_both_standards(certified: bytes, tmp_path: Path) -> None:
    """The copy is still PDF/UA-1 and PDF/A-3a, and qpdf finds nothing wrong.

    The widget lies outside the page, which exempts it from tagging (ISO 14289-1, 7.18.1).
    """
    from page import ValidationProfile, validate_pdf_bytes

    for profile in (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A):
        report = validate_pdf_bytes(certified, profile=profile)
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    (tmp_path / "copy.pdf").write_bytes(certified)
    qpdf = outside_tool("qpdf")
    if qpdf:
        run = subprocess.run([qpdf, "--check", tmp_path / "copy.pdf"], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr


def test_bytes_behind_the_end_are_reported(plain: bytes, certified: bytes, desk: Authority) -> None:
    """Anything appended, be it one line feed or a whole update, is an error: the signature covers the entire file."""
    assert "entire file" in _problem(certified + b"\n", plain, desk)
    assert _problem(certified + b"% a remark\n", plain, desk)
    assert _problem(certified + certified[len(plain) :], plain, desk)


def test_a_copy_that_is_not_of_this_pdf_is_reported(plain: bytes, certified: bytes, desk: Authority) -> None:
    """Other bytes in front, a copy without signature, one cut short, one far too long."""
    assert "does not begin" in _problem(b"%" + certified[1:-1] + b"x", b"%PDF-2", desk)
    assert "does not begin" in _problem(certified, plain[:-10] + b"0123456789", desk)
    assert "not one signature" in _problem(plain, plain, desk)
    assert "not one signature" in _problem(plain + b" " * (2 << 20), plain, desk)
    for cut in (1, 10, 1000, len(certified) - len(plain) - 1):
        assert _problem(certified[:-cut], plain, desk), cut


def test_the_gap_of_the_signature_holds_nothing_else(plain: bytes, certified: bytes, desk: Authority) -> None:
    """The padding behind the signature is zeros, and its hexadecimal digits are upper case: viewers look at neither."""
    start = certified.index(b"/Contents <", len(plain)) + len(b"/Contents <")
    end = certified.index(b">", start)
    reported = [
        _problem(certified[:place] + new + certified[place + 1 :], plain, desk)
        for place, new in ((end - 1, b"1"), (end - 9, b" "), (end - 20, b"g"), (start + 12, b"a"), (end, b"0"))
        if certified[place : place + 1] != new
    ]
    assert all(reported)
    assert len(reported) == 5
    lower = certified[:start] + certified[start:end].lower() + certified[end:]
    assert "entire file" in _problem(lower, plain, desk)


def test_flipped_bits_are_reported(plain: bytes, certified: bytes, desk: Authority) -> None:
    """Of the update every 19th byte outside the signature's own certificates is flipped, and each flip is reported."""
    roots = certificates.read_certificates(str(desk.root))
    start = certified.index(b"/Contents <", len(plain)) + len(b"/Contents <")
    end = certified.index(b">", start)
    first = len(plain)
    for place in range(first, len(certified), 19):
        if start <= place < end - 400:
            continue  # certificates that travel along and are not the signer's are signed by nobody here
        broken = bytearray(certified)
        broken[place] ^= 1
        assert pades.judge(bytes(broken), plain, roots).problem, place


def test_a_signature_that_allows_changes_is_no_certificate(plain: bytes, desk: Authority) -> None:
    """An approval signature, and a certifying one that allows forms, are errors though both are cryptographically good."""
    from io import BytesIO

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

    key = pades.open_key(str(desk.pkcs12), str(desk.passphrase))
    for about in (
        PdfSignatureMetadata(field_name="A", md_algorithm="sha512", subfilter=SigSeedSubFilter.PADES),
        PdfSignatureMetadata(
            field_name="B", md_algorithm="sha512", certify=True, docmdp_permissions=MDPPerm.FILL_FORMS
        ),
    ):
        other = sign_pdf(IncrementalPdfFileWriter(BytesIO(plain)), about, signer=key).getvalue()
        assert "not certified against all changes" in _problem(other, plain, desk)


def test_an_unknown_signer_is_reported(plain: bytes, certified: bytes, tmp_path: Path) -> None:
    """With another root the certificate has nobody behind it; with none the signature is judged alone."""
    stranger = Authority(tmp_path, "stranger")
    assert "no trusted authority" in _problem(certified, plain, stranger)
    assert pades.judge(certified, plain, None).problem == ""


def test_keys_that_do_not_open(desk: Authority, tmp_path: Path) -> None:
    """A wrong or missing passphrase, a file that is no PKCS#12, a missing file: exit 2."""
    (tmp_path / "wrong").write_text("open barley\n")
    for path, passphrase in (
        (desk.pkcs12, None),
        (desk.pkcs12, tmp_path / "wrong"),
        (desk.root, desk.passphrase),
        (tmp_path / "missing.p12", None),
        (desk.pkcs12, tmp_path / "missing"),
    ):
        with pytest.raises(UsageError, match=r"receipt\.key"):
            pades.open_key(str(path), str(passphrase) if passphrase else None)


def test_the_copy_lies_among_the_receipts(plain: bytes, desk: Authority, tmp_path: Path) -> None:
    """Certifying an edition leaves its bag as it was; verify judges the copy, and reports it when it is exchanged."""
    store = LocalFiles(str(tmp_path / "archive"), make=True)
    edition = publish(store, payload={"briefs/topic-0001-analyst.pdf": plain})
    before = verify_archive(store, TOPIC).seen
    (path,) = add_certified(store, edition, str(desk.pkcs12), str(desk.passphrase))
    assert path.endswith("receipts/0001.analyst.pdf")
    verdict = verify_archive(store, TOPIC)
    assert (verdict.seen, verdict.problems) == (before, ())
    editions = open_archive(store).editions
    found = verify_receipts(store, editions, Trust(pdfs=str(desk.root)))
    assert not found.problems
    assert found.notes[0].startswith("0001.analyst.pdf: certified by Common Name: desk desk, 20")
    assert [each.code for each in verify_receipts(store, editions, Trust()).problems] == ["receipt.unchecked"]
    with pytest.raises(UsageError, match=r"receipt\.exists"):
        add_certified(store, edition, str(desk.pkcs12), str(desk.passphrase))
    copy = tmp_path / "archive/receipts/0001.analyst.pdf"
    copy.write_bytes(copy.read_bytes() + b"\n")
    (tmp_path / "archive/receipts/0001.public.pdf").write_bytes(plain)
    problems = verify_receipts(store, editions, Trust(pdfs=str(desk.root))).problems
    assert [(each.code, each.severity) for each in problems] == [
        ("receipt.pdf", "error"),
        ("receipt.orphan", "warning"),
    ]


def test_without_pyhanko_nothing_is_certified(desk: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, asking for a certified copy is exit 2 and names what to install."""
    monkeypatch.setitem(sys.modules, "pyhanko.sign.validation", None)
    with pytest.raises(UsageError, match=r"receipt\.extra"):
        pades.open_key(str(desk.pkcs12), None)


def test_publish_signs_and_verify_judges(desk: Authority, workspace: Workspace, tmp_path: Path) -> None:
    """`publish --sign --pades`, `sign`, `stamp` and `verify` with trust: each receipt is printed, judged and named."""
    signing, allowed = ssh_key(tmp_path, "editor")
    folder = workspace(a_topic([a_claim()], [a_source()], [an_entity()]))
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    pdf = ("--pades", str(desk.pkcs12), "--pades-passphrase", str(desk.passphrase))

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        return briefgen(*words, folder=folder, changes=state)

    refused = run("publish", TOPIC, "-a", "analyst", "--date", "2026-11-22", "--sign", "nowhere")
    assert (refused.returncode, (folder / "output").exists()) == (2, False)
    first = run("publish", TOPIC, "-a", "analyst", "--date", "2026-11-22", "--sign", str(signing), *pdf)
    assert first.returncode == 0, first.stderr
    archive = folder / "output/editions/topic"
    assert first.stdout.splitlines()[1:] == [
        "output/editions/topic/receipts/0001.sig",
        "output/editions/topic/receipts/0001.analyst.pdf",
    ]
    assert run("sign", TOPIC, "1").returncode == 2
    assert run("sign", TOPIC, "1", "--key", str(signing)).returncode == 2
    assert run("stamp", TOPIC, "1").returncode == 2
    assert run("stamp", TOPIC, "1", "--request", "q.tsq").stdout == "q.tsq\n"
    (folder / "r.tsr").write_bytes(desk.response((folder / "q.tsq").read_bytes()))
    assert run("stamp", TOPIC, "0001", "--response", "missing.tsr").returncode == 2
    kept = run("stamp", TOPIC, "0001", "--response", "r.tsr", "--tsa-certificates", str(desk.root), "--json")
    assert json.loads(kept.stdout)["written"] == ["output/editions/topic/receipts/0001.tsr"]
    trust = ("--allowed-signers", str(allowed), "--tsa-certificates", str(desk.root), "--pades-certificates")
    good = run("verify", TOPIC, *trust, str(desk.root))
    assert (good.returncode, good.stderr) == (0, "")
    assert [line.split(":")[0] for line in good.stdout.splitlines()[1:]] == [
        "  0001.analyst.pdf",
        "  0001.sig",
        "  0001.tsr",
    ]
    (archive / "receipts/0001.sig").write_bytes((archive / "receipts/0001.tsr").read_bytes())
    bad = run("verify", TOPIC)
    assert bad.returncode == 1
    assert "error[receipt.signature]" in bad.stderr
