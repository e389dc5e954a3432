import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.memory import Scales, descendants, processor_seconds

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="looks into /proc")

# Grows by 50 MB, starts a child that grows by 30 MB, computes a little, and says so.
PROGRAM = """
import subprocess, sys
held = bytearray(b"x" * 50_000_000)
grown = "import sys; held = bytearray(b'x' * 30_000_000); print('ready', flush=True); sys.stdin.read()"
child = subprocess.Popen([sys.executable, "-c", grown], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
sum(range(3_000_000))
print("ready", flush=True)
sys.stdin.read()
child.communicate()
"""


def test_a_process_is_weighed_alone_and_with_its_children() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        program.stdout.readline()
        scales = Scales(program.pid)
        scales.start()
        assert len(descendants(program.pid)) == 1
        assert processor_seconds(program.pid) > 0
        found = scales.stop()
        program.communicate()
    assert found.rss > 50
    assert 48 < found.pss <= found.rss + 1
    assert found.family > found.pss + 28


def test_what_has_gone_weighs_nothing() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    scales = Scales(gone.pid)
    scales.start()
    assert scales.stop().rss == 0
    assert processor_seconds(gone.pid) == 0
