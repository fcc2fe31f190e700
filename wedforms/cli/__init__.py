"""The command line: thin commands over the same acts that pages use.

Results are JSON on standard output, problems are words or JSON on standard error. Exit status: 0
done, 1 a clear no (answers refused, a document not whole, faults found), 2 it could not run.
"""

from __future__ import annotations

from wedforms.cli.commands import wedforms

__all__ = ["main", "wedforms"]


def main() -> None:
    """Run the command line; an expected failure is said in words, without a traceback."""
    wedforms(prog_name="wedforms")
