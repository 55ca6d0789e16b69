"""Small editions on any store, and the people who attest them: SSH keys, certificates, a time-stamping authority."""

import datetime as dt
import json
import subprocess
from pathlib import Path
from typing import Any

from briefgen.editions.filesystem import FileSystem
from briefgen.editions.model import Edition
from briefgen.editions.publish import Content, Place, commit_edition
from tests.outside import need

__all__ = ["TOPIC", "Authority", "publish", "ssh_key"]

TOPIC = "topic"


def publish(store: FileSystem, date: str = "2026-11-22", payload: dict[str, bytes] | None = None) -> Edition:
    """Publish one more edition of a few files."""

    def make(place: Place) -> Content:
        label = place.label("")
        about = {
            "topic": place.topic,
            "number": place.number,
            "label": label,
            "kind": "edition",
            "date": date,
            "note": "",
        }
        files = {"data/edition.json": json.dumps(about).encode(), "data/records/brief.yaml": b"title: T\n"}
        return Content(files | {f"data/{path}": data for path, data in (payload or {}).items()}, label, date)

    return commit_edition(store, TOPIC, date, make)


def ssh_key(folder: Path, name: str, passphrase: str = "") -> tuple[Path, Path]:
    """Make a key pair; return the private key and an allowed-signers file that names its owner NAME@example.org."""
    key = folder / name
    subprocess.run(
        [need("ssh-keygen"), "-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", key], check=True, timeout=60
    )
    allowed = folder / f"{name}.allowed"
    allowed.write_text(f'{name}@example.org namespaces="briefgen" {Path(f"{key}.pub").read_text()}')
    return key, allowed


class Authority:
    """A root certificate and one below it: for time stamps with `purpose` timeStamping, else for signing PDFs.

    `root` is the root's PEM file, `response(request)` answers as an authority does, `pkcs12` holds the key.
    """

    def __init__(self, folder: Path, name: str) -> None:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import rsa
        from cryptography.hazmat.primitives.serialization import pkcs12
        from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

        self.folder = folder / name
        self.folder.mkdir()
        start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)

        def certificate(
            subject: str, key: Any, issuer: str, by: Any, issuer_key: Any, extensions: list[Any]
        ) -> x509.Certificate:
            builder = x509.CertificateBuilder(
                issuer_name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]),
                subject_name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]),
                public_key=key.public_key(),
                serial_number=x509.random_serial_number(),
                not_valid_before=start,
                not_valid_after=start + dt.timedelta(days=36500),
            )
            extensions += [
                (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
                (x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), False),
            ]
            for extension, critical in extensions:
                builder = builder.add_extension(extension, critical)
            return builder.sign(by, hashes.SHA256())

        def usage(**on: bool) -> x509.KeyUsage:
            names = (
                "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
                "key_cert_sign crl_sign encipher_only decipher_only"
            )
            return x509.KeyUsage(**{each: on.get(each, False) for each in names.split()})

        keys = [rsa.generate_private_key(65537, 2048) for _ in range(3)]
        ca = [(x509.BasicConstraints(True, None), True), (usage(key_cert_sign=True, crl_sign=True), True)]
        root = certificate(f"{name} root", keys[0], f"{name} root", keys[0], keys[0].public_key(), ca)
        leaf = [(x509.BasicConstraints(False, None), True), (usage(digital_signature=True), True)]
        stamping = [*leaf, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)]
        tsa = certificate(f"{name} clock", keys[1], f"{name} root", keys[0], keys[0].public_key(), stamping)
        desk = certificate(f"{name} desk", keys[2], f"{name} root", keys[0], keys[0].public_key(), leaf)
        pem = serialization.Encoding.PEM
        self.root = self.folder / "root.pem"
        self.root.write_bytes(root.public_bytes(pem))
        (self.folder / "tsa.pem").write_bytes(tsa.public_bytes(pem))
        (self.folder / "desk.pem").write_bytes(desk.public_bytes(pem))
        plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        (self.folder / "tsa.key").write_bytes(keys[1].private_bytes(pem, *plain))
        (self.folder / "desk.key").write_bytes(keys[2].private_bytes(pem, *plain))
        self.pkcs12 = self.folder / "desk.p12"
        secret = serialization.BestAvailableEncryption(b"open sesame")
        self.pkcs12.write_bytes(pkcs12.serialize_key_and_certificates(b"desk", keys[2], desk, [root], secret))
        self.passphrase = self.folder / "passphrase"
        self.passphrase.write_text("open sesame\n")
        (self.folder / "serial").write_text("01\n")
        (self.folder / "tsa.cnf").write_text(
            f"[tsa]\nserial = {self.folder}/serial\nsigner_digest = sha512\ndefault_policy = 1.2.3.4.1\n"
            "digests = sha256, sha512\ness_cert_id_alg = sha256\n"
        )

    def response(self, request: bytes) -> bytes:
        """Answer a request, with OpenSSL's own authority."""
        out = self.folder / "answer.tsr"
        ask = self.folder / "question.tsq"
        ask.write_bytes(request)
        subprocess.run(
            [
                need("openssl"), "ts", "-reply", "-queryfile", ask, "-config", self.folder / "tsa.cnf", "-section", "tsa",
                "-signer", self.folder / "tsa.pem", "-inkey", self.folder / "tsa.key",
                "-chain", self.root, "-out", out,
            ],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        return out.read_bytes()
