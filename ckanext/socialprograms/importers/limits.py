"""How much of a file is read at most, so that no upload can take the server's memory or hours of its time."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MAX_BYTES = 50 * MEGABYTE
"""Weight of a file as sent."""

MAX_WRITTEN_BYTES = MEGABYTE
"""Weight of a YAML file, which takes many times that in memory and seconds to read."""

MAX_UNPACKED_BYTES = 300 * MEGABYTE
"""Weight of everything inside a packed file (XLSX, ODS, DOCX) or of the compressed streams of a PDF."""

MAX_TREE_BYTES = 40 * MEGABYTE
"""Weight of one XML part or web page that is held in memory as a tree (about ten times its weight)."""

MAX_RATIO = 200
"""How many times its packed size a part may grow, once it passes ``MIN_BYTES_FOR_RATIO``."""

MIN_BYTES_FOR_RATIO = 10 * MEGABYTE

MAX_MEMBERS = 10_000
"""Parts inside a packed file."""

MAX_PAGES = 1_000

MAX_ROWS = 300_000
"""Rows with something in them, of one sheet or of the tables of one document."""

MAX_COLUMNS = 2_000

MAX_CELLS = 10_000_000
"""Cells of one sheet, of the rows with something in them."""

MAX_GRID_CELLS = 4_000_000
"""Cells of the rectangle around a sheet's values up to which the whole rectangle may be held in memory."""

MAX_TABLE_CELLS = 500_000
"""Cells of all the tables of one text document, empty ones of merged cells too."""

MAX_DEPTH = 200
"""Elements inside one another in a web page or document."""

MAX_BLOCKS = 200_000
"""Paragraphs and tables of one document."""
