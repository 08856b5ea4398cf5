"""Every number of the page, once, for both writers. Centimetres where it says so, points everywhere else.

The form is the office's own report of 2568: with these numbers its eight rows fall on the same five pages, whichever
program sets them. Above all the pitch: it is stated, so that the page count does not hang on which Sarabun is there.
"""

POINTS_PER_CM = 72 / 2.54

PAPER_CM = (21.0, 29.7)
LEFT_CM, RIGHT_CM = 3.0, 2.0
WIDTH_CM = PAPER_CM[0] - LEFT_CM - RIGHT_CM
"""Of the text on an upright page."""
HALF_CM = WIDTH_CM / 2
TOP_CM, BOTTOM_CM = 2.5, 2.0
MEMO_TOP_CM = 1.5
"""The garuda stands this far from the paper's edge."""
HEADER_CM = 1.3
"""From the paper's edge to the page number."""

TEXT, PITCH = 16.0, 18.1
"""Size of the type, and from one line's foot to the next."""

GARUDA_CM = 1.5
HEADING, HEADING_PITCH = 29.0, 35.0
"""บันทึกข้อความ."""
LABEL, LABEL_PITCH = 20.0, 23.0
"""ส่วนราชการ, ที่, วันที่, เรื่อง; what stands after them is of size `TEXT`."""
LABEL_GAP = 6.0
DATE_AT_CM = 8.0
"""Where วันที่ begins on the line of ที่, from the left margin."""
MEMO_VALUE_CM = WIDTH_CM - 3.0
"""What the longest label leaves to its value."""
PARAGRAPH_GAP = 6.0
INDENT_CM = 2.5
SIGNATURE_GAP = 3 * PITCH
"""Room to sign, above a name."""
OPINION_LINES = 2
GAP_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
"""What the memo's gaps may be multiplied by, so that it stays on one page; the type is never made smaller."""

COVER, COVER_PITCH = 25.0, 29.0
COVER_CM = WIDTH_CM * TEXT / COVER
"""Its width, were it set at the text's size."""
COVER_TITLE_CM = 5.0
"""From the top margin to the title."""
COVER_FOOT_CM = 2.0
"""From the office's address to the bottom margin."""
STAMP = 20.0
"""ร่าง, on every page of a draft."""
STAMP_INK = "CC342B"

COLUMNS_CM = (4.5, 5.6, 2.1, 2.8, 4.9, 4.8)
CENTRED_COLUMNS = (2, 3)
"""Period and responsible."""
CELL_PADDING_CM = 0.1
"""Left and right of the text."""
CELL_PADDING = 2.0
"""Above and below it."""
BORDER = 0.5
TALL_ROW = 14
"""A row of more lines may be parted between two pages; any other is kept together."""

GAP_COLUMNS_CM = (2.0, 3.5, 6.5, 4.0)
"""The last page of a draft: measure, column, what is missing, who owes it."""
