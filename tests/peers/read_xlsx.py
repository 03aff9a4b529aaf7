"""Reads a workbook from standard input with openpyxl and says as JSON what it found in it."""
import datetime
import io
import json
import sys

from openpyxl import load_workbook


def value(cell):
    found = cell.value
    link = cell.hyperlink.target if cell.hyperlink else None
    if found is None:
        return {"type": "empty", "value": "", "link": link}
    if cell.data_type == "f":
        return {"type": "formula", "value": str(found), "link": link}
    if isinstance(found, datetime.datetime):
        whole = found.time() == datetime.time() and "h" not in cell.number_format
        return {"type": "date", "value": str(found.date() if whole else found.replace(microsecond=0)), "link": link}
    if isinstance(found, (int, float)):
        return {"type": "number", "value": str(found), "link": link}
    return {"type": "text", "value": found, "link": link}


book = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
json.dump(
    {
        "sheets": [
            {"name": sheet.title, "freeze": sheet.freeze_panes, "filter": sheet.auto_filter.ref, "rows": [[value(cell) for cell in row] for row in sheet.iter_rows()]}
            for sheet in book.worksheets
        ]
    },
    sys.stdout,
)
