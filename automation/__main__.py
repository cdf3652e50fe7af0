"""``python -m automation <step>``: the steps of the workflows."""

from __future__ import annotations

import sys
from collections.abc import Callable

from automation import alarm, steps, summary, versions
from automation.workflow import annotate

STEPS: dict[str, Callable[[], int]] = {
    "refresh": steps.refresh,
    "commit": steps.commit,
    "questions": steps.questions,
    "question": steps.question,
    "build": steps.build,
    "summary": summary.write,
    "alarm": alarm.report,
    "versions": versions.write,
    "canary": alarm.canary,
}


def main() -> int:
    """Run one step; its exit code is the job's."""
    asked = sys.argv[1:]
    if len(asked) != 1 or asked[0] not in STEPS:
        sys.stderr.write(
            f"error: {' '.join(asked) or 'nothing'} is not one step\n"
            f"mend:  python -m automation {'|'.join(STEPS)}\n"
        )
        return 2
    try:
        return STEPS[asked[0]]()
    except Exception as error:  # a step that breaks is named on the run's page
        annotate("error", f"{type(error).__name__}: {error}", f"automation {asked[0]}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
