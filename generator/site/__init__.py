"""Stages the pages, runs MkDocs for each language, checks the finished site, swaps it in.

:mod:`~generator.site.assembly`
    staging folders and MkDocs.
:mod:`~generator.site.complaints`
    why MkDocs failed.
:mod:`~generator.site.checks`
    what a finished site must satisfy.
:mod:`~generator.site.mark`, :mod:`~generator.site.place`
    which folder a build may replace.
:mod:`~generator.site.swap`
    putting a finished site in the place of the last one, in one step.
:mod:`~generator.site.server`
    serving a finished site on this machine.
:mod:`~generator.site.clean`
    removing what was built, and nothing else.
"""
