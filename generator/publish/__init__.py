"""The JSON API and the downloads of the raw series.

``api/v1/latest.json`` is defined by the models of this package; its JSON Schema is written beside
it. Keys are only ever added. Shares and returns are fractions, dates ISO 8601, undefined values
null.
"""

from generator.publish.feed import feed_file
from generator.publish.latest import api_files
from generator.publish.manifest import manifest_file
from generator.publish.series import series_files

__all__ = ["api_files", "feed_file", "manifest_file", "series_files"]
