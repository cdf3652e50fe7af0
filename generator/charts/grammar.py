"""What a figure is written in: its words and numbers, frames, scales, marks and panels."""

from generator.charts import scales
from generator.charts.drawing import Drawing
from generator.charts.frames import Frame, joined, rows, staggered, table, thinned
from generator.charts.plot import Panels, Plot, column, grid
from generator.charts.theme import Canvas
