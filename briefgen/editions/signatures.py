"""SSH signatures over a bag's tag manifest: stock OpenSSH makes and judges them, no code of ours.

In: the bytes of `tagmanifest-sha512.txt`, a key file or an allowed-signers file (ssh-keygen(1), ALLOWED SIGNERS).
Out: an armoured signature (PROTOCOL.sshsig) in the name space `briefgen`, or who signed. As the tag manifest covers the
bag and names the digest of the edition before, one signature vouches for its edition and for all before it.
Never prompts: a key that wants a passphrase is used through ssh-agent, or is refused.
"""

import os
import shutil
import subprocess
from typing import Final, NamedTuple

from briefgen.diagnostics import Span, bad_input
from briefgen.errors import UsageError

__all__ = ["Signer", "can_verify", "check_allowed_signers", "sign", "signer_of", "structure_holds"]

NAMESPACE: Final = "briefgen"
_PROGRAM: Final = "ssh-keygen"
_SECONDS: Final = 60
_BEGIN: Final = b"-----BEGIN SSH SIGNATURE-----"
_END: Final = b"-----END SSH SIGNATURE-----"
_WIDTH: Final = 70


class Signer(NamedTuple):
    """Who signed: the name that the allowed-signers file gives, and the key as ssh-keygen shows it."""

    name: str
    key: str


def can_verify() -> bool:
    """Tell whether ssh-keygen is there."""
    return shutil.which(_PROGRAM) is not None


def sign(data: bytes, key: str) -> bytes:
    """Return the signature over `data` by the private key file `key` (or a public one, its private half in ssh-agent).

    Raises UsageError (`receipt.program`, `receipt.key`).
    """
    where = Span(key)
    if not os.path.isfile(key):
        raise UsageError(bad_input("receipt.key", where, "there is no key file of this name"))
    run = _run(["-q", "-Y", "sign", "-f", key, "-n", NAMESPACE], data, where)
    if run.returncode != 0 or not run.stdout.startswith(_BEGIN):
        hint = "load a key with a passphrase into ssh-agent and name its .pub file; nothing is asked here"
        raise UsageError(bad_input("receipt.key", where, f"ssh-keygen could not sign: {_said(run)}", hint))
    return run.stdout


def check_allowed_signers(path: str) -> None:
    """Raise UsageError (`receipt.program`, `receipt.signers`) when nobody can be looked up in this file."""
    where = Span(path)
    if not can_verify():
        raise _missing(where)
    try:
        with open(path, "rb") as file:
            there = any(line.strip() and not line.lstrip().startswith(b"#") for line in file)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise UsageError(bad_input("receipt.signers", where, f"the allowed signers cannot be read: {why}")) from None
    if not there:
        hint = "a line is: name@example.org ssh-ed25519 AAAA…"
        raise UsageError(bad_input("receipt.signers", where, "this file allows nobody", hint))


def structure_holds(data: bytes, signature: bytes) -> Signer | None:
    """Tell whose key made this signature over `data`, without asking whether it is allowed; None when it is not valid."""
    if not _is_plain(signature):
        return None
    run = _with_file(["-Y", "check-novalidate", "-n", NAMESPACE], signature, data)
    return Signer("", _key(run.stdout)) if run.returncode == 0 else None


def signer_of(data: bytes, signature: bytes, allowed: str) -> Signer | None:
    """Return the allowed signer who made this signature over `data`, None when it is nobody's of the file."""
    names = _with_file(["-Y", "find-principals", "-f", allowed], signature, b"")
    for name in names.stdout.decode("utf-8", "replace").splitlines() if names.returncode == 0 else ():
        run = _with_file(["-Y", "verify", "-f", allowed, "-I", name, "-n", NAMESPACE], signature, data)
        if run.returncode == 0:
            return Signer(name, _key(run.stdout))
    return None


def _is_plain(signature: bytes) -> bool:
    """Tell whether the armour is what ssh-keygen writes, byte for byte: it reads past blanks and stray bits of base64."""
    from base64 import b64decode, b64encode

    lines = signature.split(b"\n")
    if lines[0] != _BEGIN or lines[-2:] != [_END, b""]:
        return False
    try:
        text = b64encode(b64decode(b"".join(lines[1:-2]), validate=True))
    except ValueError:
        return False
    return lines[1:-2] == [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)]


def _with_file(arguments: list[str], signature: bytes, data: bytes) -> "subprocess.CompletedProcess[bytes]":
    import tempfile

    with tempfile.TemporaryDirectory(prefix="briefgen-") as folder:
        path = os.path.join(folder, "signature")
        with open(path, "wb") as file:
            file.write(signature)
        return _run([*arguments, "-s", path], data, Span(path))


def _run(arguments: list[str], data: bytes, where: Span) -> "subprocess.CompletedProcess[bytes]":
    program = shutil.which(_PROGRAM)
    if program is None:
        raise _missing(where)
    # A session of its own has no terminal to ask on, and the asking program says no.
    environment = os.environ | {"LC_ALL": "C", "SSH_ASKPASS": "/bin/false", "SSH_ASKPASS_REQUIRE": "force"}
    try:
        return subprocess.run(  # noqa: S603  (arguments are ours; names come from the user's own file)
            [program, *arguments],
            input=data,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            env=environment,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        message = f"ssh-keygen gave no answer within {_SECONDS} s"
        raise UsageError(bad_input("receipt.program", where, message)) from None


def _missing(where: Span) -> UsageError:
    hint = "install OpenSSH (8.2 or newer)"
    return UsageError(bad_input("receipt.program", where, "ssh-keygen is not installed", hint))


def _said(run: "subprocess.CompletedProcess[bytes]") -> str:
    lines = run.stderr.decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), f"it ended with {run.returncode}")


def _key(said: bytes) -> str:
    """Take `ED25519 key SHA256:…` out of what ssh-keygen prints about a good signature."""
    return said.decode("utf-8", "replace").strip().rpartition(" with ")[2]
