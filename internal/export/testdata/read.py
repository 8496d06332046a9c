"""Reads an export with Python's own library and prints what is in it as JSON: CSV and JSON lines as a list of rows, XLSX as
lists of rows by sheet, each cell as [type, text, number format]. It shares nothing with the product."""
import csv
import io
import json
import re
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_csv(raw):
    assert raw.startswith(b"\xef\xbb\xbf"), "no byte-order mark"
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))


def column(reference):
    number = 0
    for letter in re.match("[A-Z]+", reference).group():
        number = number * 26 + ord(letter) - 64
    return number - 1


def formats(book):
    styles = ElementTree.fromstring(book.read("xl/styles.xml"))
    codes = {f.get("numFmtId"): f.get("formatCode") for f in styles.iter(MAIN + "numFmt")}
    return [codes.get(xf.get("numFmtId"), xf.get("numFmtId")) for xf in styles.find(MAIN + "cellXfs")]


def read_sheet(raw, known):
    rows = []
    for row in ElementTree.fromstring(raw).iter(MAIN + "row"):
        while len(rows) < int(row.get("r")):
            rows.append([])
        cells = rows[-1]
        for cell in row.iter(MAIN + "c"):
            assert cell.find(MAIN + "f") is None, "a formula in " + cell.get("r")
            while len(cells) <= column(cell.get("r")):
                cells.append(None)
            value = cell.find(MAIN + "v")
            text = "".join(t.text or "" for t in cell.iter(MAIN + "t")) if value is None else value.text
            cells[-1] = [cell.get("t", "n"), text, known[int(cell.get("s", "0"))]]
    return rows


def read_xlsx(raw):
    book = zipfile.ZipFile(io.BytesIO(raw))
    assert book.testzip() is None
    targets = {r.get("Id"): r.get("Target") for r in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
    known = formats(book)
    sheets = {}
    for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet"):
        target = targets[sheet.get(RELATION + "id")].removeprefix("/xl/")
        sheets[sheet.get("name")] = read_sheet(book.read("xl/" + target), known)
    return sheets


content = sys.stdin.buffer.read()
if sys.argv[1] == "csv":
    answer = read_csv(content)
elif sys.argv[1] == "xlsx":
    answer = read_xlsx(content)
else:
    answer = [json.loads(line) for line in content.decode("utf-8").splitlines()]
json.dump(answer, sys.stdout)
