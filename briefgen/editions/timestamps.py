"""Time stamps of a bag's tag manifest by RFC 3161: a request out, a response in, judged offline.

The imprint is the SHA-512 of `tagmanifest-sha512.txt`, which is the edition's head: who stamps an edition stamps all
before it too. The request has no nonce, so that it is the same bytes whenever it is written; a replayed response is
harmless, it says the same of the same bytes. briefgen sends nothing: the user carries the request to an authority
(`curl --data-binary @0003.tsq -H 'Content-Type: application/timestamp-query' URL`). What was attested is judged at the
attested time, as the certificates of an authority expire and its statements do not.
"""

from hashlib import new, sha512
from typing import Any, Final, NamedTuple

from briefgen.editions.certificates import context, need_extra, subject

__all__ = ["Stamp", "judge", "read_response", "request"]

_HASHES: Final = frozenset(("sha256", "sha384", "sha512"))


class Stamp(NamedTuple):
    """What a response says: when, by whom as it names itself, and over which digest by which algorithm."""

    time: str
    authority: str
    algorithm: str
    imprint: bytes
    token: Any


def request(data: bytes) -> bytes:
    """Return the request for a time stamp over `data`: SHA-512, certificates asked for, no nonce (RFC 3161, 2.4.1)."""
    need_extra("stamp")
    from asn1crypto import core, tsp

    imprint = {
        "hash_algorithm": {"algorithm": "sha512", "parameters": core.Null()},
        "hashed_message": sha512(data).digest(),
    }
    return bytes(tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "cert_req": True}).dump())


def read_response(response: bytes, data: bytes) -> tuple[Stamp | None, str]:
    """Read a response and compare its imprint with `data`; the second value says what is wrong, "" when nothing is.

    Whether the authority made it is not asked here: see `judge`.
    """
    need_extra("stamp")
    from asn1crypto import tsp

    try:
        answer = tsp.TimeStampResp.load(response, strict=True)
        status = answer["status"]["status"].native
        if status not in ("granted", "granted_with_mods"):
            return None, f"the authority refused: {status}"
        signed = answer["time_stamp_token"]["content"]
        info = signed["encap_content_info"]["content"].parsed
        if not isinstance(info, tsp.TSTInfo):
            return None, "this is no time stamp"
        time = info["gen_time"].native
        algorithm = info["message_imprint"]["hash_algorithm"]["algorithm"].native
        imprint = info["message_imprint"]["hashed_message"].native
        stamp = Stamp(time.strftime("%Y-%m-%dT%H:%M:%SZ"), _signer(signed), algorithm, imprint, signed)
    except Exception:  # noqa: BLE001  (asn1crypto lets out half a dozen kinds for what is no ASN.1)
        return None, "this is no response of RFC 3161"
    if algorithm not in _HASHES:
        return None, f"the stamp rests on {algorithm}, which proves nothing any more"
    if new(algorithm, data).digest() != imprint:
        return None, "the stamp is over other bytes than this edition's tag manifest"
    return stamp, ""


def judge(stamp: Stamp, data: bytes, roots: list[Any]) -> str:
    """Say what is wrong with a stamp when only `roots` are trusted, "" when nothing is.

    Asked: the signature, the purpose of the certificate (time stamping alone), its chain at the attested time.
    """
    import asyncio

    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data

    try:
        others = [each.chosen for each in stamp.token["certificates"]]
        time = stamp.token["encap_content_info"]["content"].parsed["gen_time"].native
        rules = context(roots, others, time)
        found = asyncio.run(
            validate_tst_signed_data(stamp.token, rules, lambda algorithm: new(algorithm, data).digest())
        )
    except Exception as error:  # noqa: BLE001  (pyHanko lets out its own, asn1crypto's and more; damaged is damaged)
        return f"it cannot be judged: {type(error).__name__}"
    if not found["intact"] or not found["valid"]:
        return "its signature does not hold"
    if found.get("trust_problem_indic") is not None or found.get("validation_path") is None:
        return "no trusted authority stands behind it"
    return ""


def _signer(signed: Any) -> str:
    """Return whom the signer's certificate names; the first certificate whose serial number the signature gives."""
    wanted = signed["signer_infos"][0]["sid"].chosen
    for each in signed["certificates"]:
        certificate = each.chosen
        if certificate.serial_number == wanted["serial_number"].native and certificate.issuer == wanted["issuer"]:
            return subject(certificate)
    return "an authority that sent no certificate"
