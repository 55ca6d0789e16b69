"""One whole process, started cold and measured: wall time, CPU time, peak memory."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cost", "measure"]


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds of wall time and of CPU, MiB of memory at its peak, bytes written."""

    wall: float
    cpu: float
    memory: float
    size: int


def measure(command: Sequence[str], output: Path, environment: Mapping[str, str], folder: Path) -> Cost:
    """Run a command from its start to its end and return what it took. Raises RuntimeError when it fails."""
    with (folder / "stderr.txt").open("w+", encoding="utf-8") as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=dict(environment), cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            message = f"{' '.join(command)} ended with {process.returncode}:\n{errors.read()[-2000:]}"
            raise RuntimeError(message)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.stat().st_size)
