"""Limits on what this process may use, and a limited child for `--sandbox`.

A set of limits and a clean room, not a jail: code that runs here has the user's rights. Where
the system has no such limits (no `resource` module), the counters of the readers remain.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Any, Final

from briefgen.diagnostics import Span, bad_input, limit
from briefgen.errors import BriefgenError, LimitError, UsageError
from briefgen.limits import value

__all__ = ["child", "cpu_budget", "limit_process", "run_in_sandbox", "run_limited"]

_MIB: Final = 1024 * 1024
_FILE_SIZE: Final = 64 * _MIB
_HANDLES: Final = 64


def _resource() -> Any:
    try:
        import resource
    except ImportError:
        return None
    return resource


def limit_process() -> None:
    """Bound the address space of this process and let it leave no core file."""
    resource = _resource()
    if resource is None:
        return
    _lower(resource, resource.RLIMIT_AS, value("memory"))
    _lower(resource, resource.RLIMIT_CORE, 0)


def _lower(resource: Any, what: int, amount: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        amount = min(amount, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (amount, hard))


@contextlib.contextmanager
def cpu_budget(what: str) -> Iterator[None]:
    """Give the block the CPU time of limit `cpu`; raises LimitError, naming `what`, when it is used up."""
    resource = _resource()
    if resource is None:
        yield
        return
    import signal

    seconds = value("cpu")

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise LimitError(limit("cpu", Span(what), f"this brief took more than {seconds} seconds of computing time"))

    try:
        before = signal.signal(signal.SIGXCPU, stop)
    except ValueError:  # not the main thread: the counters remain
        yield
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    budget = int(usage.ru_utime + usage.ru_stime) + seconds + 1
    # Never above a bound that holds already (the sandbox's): at the hard one the system kills without a word.
    bounds = [bound for bound in (soft, hard) if bound != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_CPU, (min(budget, *bounds) if bounds else budget, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
        signal.signal(signal.SIGXCPU, before)


def run_in_sandbox(arguments: Sequence[str]) -> int:
    """Run `briefgen ARGUMENTS` in a limited child and return its exit code.

    The child is a fresh interpreter that ignores the environment and the user's own modules
    (`-I`), with an empty home folder, no standard input, no network where the system lets an
    ordinary user leave it, and the limits `memory-sandbox`, `cpu-sandbox` and `wall-sandbox`.
    """
    code, _ = _in_child("from briefgen.__main__ import main; sys.exit(main())", arguments, None)
    return code if code >= 0 else 70


def run_limited(function: str, data: bytes, where: Span) -> bytes:
    """Run a function of ours over a stranger's bytes in a limited child, and return the bytes that it returns.

    `function` is `package.module:name` and takes and gives bytes. Raises UsageError where it raises an error of ours
    or dies (`pdf.unreadable`), LimitError (`memory-sandbox`, `cpu-sandbox`, `wall-sandbox`).
    """
    module, _, name = function.partition(":")
    program = f"from briefgen.guard import child; from {module} import {name} as work; sys.exit(child(work))"
    code, out = _in_child(program, (), data)
    if code == 0:
        return out
    if code == _MEMORY:
        message = f"the work needs more than {value('memory-sandbox')} bytes of memory"
        raise LimitError(limit("memory-sandbox", where, message))
    told, _, reason = out.decode("utf-8", "replace").partition("\n") if code == _REFUSED else ("", "", "")
    if told.startswith("limit."):
        raise LimitError(limit(told.removeprefix("limit."), where, reason[:_REASON]))
    raise UsageError(bad_input(told or "pdf.unreadable", where, reason[:_REASON] or "reading the file fails"))


_REASON: Final = 300
_REFUSED: Final = 2
_MEMORY: Final = 3


def child(work: Callable[[bytes], bytes]) -> int:
    """Be the child of `run_limited`: bytes from standard input, through `work`, to standard output."""
    try:
        out, code = work(sys.stdin.buffer.read()), 0
    except BriefgenError as error:
        first = error.problems[0]
        out, code = f"{getattr(first, 'code', '')}\n{getattr(first, 'message', '')}".encode(), _REFUSED
    except (MemoryError, RecursionError) as error:
        out, code = b"", _MEMORY if isinstance(error, MemoryError) else _REFUSED
    sys.stdout.buffer.write(out)
    sys.stdout.buffer.flush()
    return code


def _in_child(program: str, arguments: Sequence[str], data: bytes | None) -> tuple[int, bytes]:
    """Run a program in the limited child; with `data` its input and output are pipes."""
    import signal
    import subprocess
    import tempfile

    wall = value("wall-sandbox")
    with tempfile.TemporaryDirectory(prefix="briefgen-") as home:
        environment = {"HOME": home, "BRIEFGEN_CACHE": "off", "LC_ALL": "C.UTF-8"}
        if "SOURCE_DATE_EPOCH" in os.environ:
            environment["SOURCE_DATE_EPOCH"] = os.environ["SOURCE_DATE_EPOCH"]
        package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        program = f"import sys; sys.path.insert(0, {package!r}); {program}"
        command = [*_without_network(), sys.executable, "-I", "-c", program, *arguments]
        piped = data is not None
        process = subprocess.Popen(  # noqa: S603  (our own program)
            command,
            stdin=subprocess.PIPE if piped else subprocess.DEVNULL,
            stdout=subprocess.PIPE if piped else None,
            stderr=subprocess.DEVNULL if piped else None,
            cwd=home if piped else None,
            env=environment,
            start_new_session=piped,
            preexec_fn=_limits_of_child(),  # noqa: PLW1509  (no threads here)
        )
        try:
            out, _ = process.communicate(data, timeout=wall)
        except subprocess.TimeoutExpired:
            if piped:  # whoever holds the pipe must go too, or we wait for it
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.communicate()
            raise LimitError(
                limit("wall-sandbox", Span("sandbox"), f"the work took longer than {wall} seconds and was stopped")
            ) from None
    code = process.returncode
    if code == -24:  # SIGXCPU
        seconds = value("cpu-sandbox")
        message = f"the work took more than {seconds} seconds of computing time and was stopped"
        raise LimitError(limit("cpu-sandbox", Span("sandbox"), message))
    return code, out or b""


def _limits_of_child() -> Callable[[], None] | None:
    resource = _resource()
    if resource is None:
        return None
    memory, cpu = value("memory-sandbox"), value("cpu-sandbox")

    def apply() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_SIZE, _FILE_SIZE))
        resource.setrlimit(resource.RLIMIT_NOFILE, (_HANDLES, _HANDLES))

    return apply


def _without_network() -> list[str]:
    """Return the words that start a program without a network, where the system allows it."""
    import shutil
    import subprocess

    unshare = shutil.which("unshare")
    if unshare is None:
        return []
    words = [unshare, "--user", "--map-current-user", "--net"]
    tried = subprocess.run([*words, "true"], check=False, capture_output=True)  # noqa: S603
    return words if tried.returncode == 0 else []
