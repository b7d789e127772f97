"""measure.py - what the benchmarks share: a command run on one core, with what it took."""
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def run_measured(command, output):
    """Seconds of processor time, peak memory (MB) and exit status of a command on one core."""
    with open(output, "wb") as out, open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, stdout=out, stderr=nowhere, env={**os.environ, "LC_ALL": "C.UTF-8"},
                                   preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}))
        _, status, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def unpack(name, folder):
    """The data set `name` of ../shared/data as a file in `folder`; None where it is absent."""
    if not (SHARED / "data" / f"{name}.jsonl.xz").exists():
        return None
    subprocess.run([SHARED / "data" / "unpack", folder, name], check=True, stdout=subprocess.DEVNULL)
    return folder / f"{name}.jsonl"
