"""What a newcomer writes: new files in the folders beside this one, and lines in others."""

from __future__ import annotations

LINES = {
    "page": {"mkdocs.yml": [(r"^  - Data: .*\n", "  - Notes: notes.md\n")]},
    "source": {
        "generator/sources/__init__.py": [
            (
                r"^from generator\.sources\.bitstamp .*\n",
                "from generator.sources.bourse import Bourse\n",
            ),
            (r"^        Bitstamp\(network\),\n", "        Bourse(network),\n"),
        ],
        "report.toml": [
            (r"^\[instruments\.spx\]\n(?:.+\n)*?providers = \[", '"bourse", '),
            (r"^\[sources\]\n", 'bourse = "The bourse"\n'),
        ],
        "tests/sources/world.py": [
            (r"(?=^HTML = )", 'BOURSE = "prices.example"\nHOSTS = (*HOSTS, BOURSE)\n'),
            (
                r"(?=^        else:\n            self\.say\(404)",
                "        elif host == BOURSE:\n"
                '            self.say(200, bourse_file(self.world), "text/plain")\n',
            ),
            (
                r"(?=^def seconds\()",
                "def bourse_file(world: World) -> str:\n"
                '    series = world.of("bourse", "^GSPC")\n'
                "    rows = series.rows if series else {}\n"
                '    return "".join(f"{day} {close:.2f}\\n" for day, (_, close) in rows.items())\n'
                "\n\n",
            ),
        ],
    },
    "signal": {
        "generator/models/report.py": [
            (
                r"^from generator\.models\.volatility .*\n",
                "from generator.models.weekdays import Weekday\n",
            ),
            (r"^    thresholds: .*\n", "    weekdays: tuple[Weekday, ...]\n"),
        ],
        "generator/signals/report.py": [
            (
                r"^from generator\.signals\.volatility .*\n",
                "from generator.signals.weekdays import weekdays\n",
            ),
            (r"^        lead_lag=.*\n", "        weekdays=weekdays(prices),\n"),
        ],
        "generator/charts/__init__.py": [
            (r"^    volatility,\n", "    weekdays,\n"),
            (r"^        bases\.drawing.*\n", "        weekdays.drawing(report, say),\n"),
        ],
        "generator/publish/latest.py": [
            (r"^    rates=.*\n", "    weekdays=report.weekdays\n"),
        ],
        "templates/pages/breakouts.md.jinja": [
            (
                r'(?=^<section class="section" id="variants">)',
                '{% if "weekdays" in figures %}\n'
                '<section class="section" id="days-of-the-week">\n'
                '<h2>{{ _("Does the day of the week matter?") }}</h2>\n'
                '{{ ui.figure(figures["weekdays"], root, 3) }}\n'
                "</section>\n"
                "{% endif %}\n\n",
            ),
        ],
        "docs/en/method.md": [
            (
                r"(?=^## Freshness)",
                "## Days of the week\n\nOf the leader's sessions on one day of the week, the share "
                "that closed above the session before.\n\n",
            ),
        ],
        "CHANGELOG.md": [(r"^## .*\n", "\n### Added\n\n- Closes by day of the week.\n")],
    },
}
"""Into which files that are there already, and after what (a pattern), lines are written."""
