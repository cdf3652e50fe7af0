"""What a scheduled run does around the generator: commit, summary, annotations, alarm.

It knows the generator as its users do, by its command line, its exit codes and its JSON; the
generator knows nothing of it. Only the standard library is used: a broken installation is one of
the things that the alarm must be able to report.

::

    python -m automation refresh    fetch new rows            -> build/run.json
    python -m automation commit     commit and push them      -> build/run.json
    python -m automation questions  the further questions     -> `names`, for a job each
    python -m automation question   build one of them         -> questions/
    python -m automation build      build and check the site  -> build/run.json
    python -m automation summary    build/run.json -> the job summary, and `facts` for the alarm
    python -m automation alarm      `facts` -> one issue, opened, updated or closed
    python -m automation versions   which versions a new resolution brings -> the job summary
    python -m automation canary     the alarm of the weekly try of the newest dependencies

:mod:`~automation.steps`
    the first five, one function each.
:mod:`~automation.record`
    what one step leaves for the next.
:mod:`~automation.history`
    the data commit and its push.
:mod:`~automation.summary`
    the page that a run shows.
:mod:`~automation.alarm`
    what is wrong, and what the issue says.
:mod:`~automation.issues`
    one issue by its title, through GitHub's API.
:mod:`~automation.versions`
    what the canary tries.
:mod:`~automation.workflow`
    annotations, outputs, escaping: the conventions of GitHub Actions.
"""
