"""Trying the store out says what is wrong, and leaves no thread behind for forks to miss."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from wedforms.files.tryout import try_store
from wedforms.settings import Settings

#: Run apart: whoever runs the tests has threads of its own by now.
_THREADS = """
import os, sys
from wedforms.files.store import open_store
from wedforms.files.tryout import try_store
from wedforms.settings import Settings

if __name__ == "__main__":
    settings = Settings(files_url=sys.argv[1])
    assert try_store(settings) == ""
    tried = len(os.listdir("/proc/self/task"))
    open_store(settings).try_out()
    print(tried, len(os.listdir("/proc/self/task")))
"""


def test_what_is_wrong_is_said_in_words():
    assert "/dev/null/files" in try_store(Settings(files_url="/dev/null/files"))


def test_trying_leaves_no_thread_behind_as_using_does(tmp_path: Path):
    program = tmp_path / "threads.py"
    program.write_text(_THREADS)
    said = subprocess.run(
        [sys.executable, program, str(tmp_path / "files")],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    tried, used = map(int, said.stdout.split())
    assert tried == 1
    assert used > tried
