"""All quality tables with one command: sentence boundaries, summaries, answers, honesty, times.

    python -m bench.quality PATH_TO_EVAL

PATH_TO_EVAL is a folder of public data with gold answers, which is not in this repository; each part's own
module says what it expects there. Takes about twelve minutes; the parts can be run by themselves.
"""

import argparse
import subprocess
import sys
from pathlib import Path

PARTS = ("sentences", "summaries", "learn_salience", "answers", "honesty", "answer_times")


def main() -> int:
    """Run each part in a process of its own, so that none warms another's caches."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("eval", type=Path, help="the folder of public data")
    folder = parser.parse_args().eval
    status = 0
    for part in PARTS:
        print(f"\n=== {part}\n", flush=True)
        status |= subprocess.run(
            [sys.executable, "-m", f"bench.quality.{part}", str(folder)], check=False
        ).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
