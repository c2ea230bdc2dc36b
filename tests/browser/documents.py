#!/usr/bin/env python3
"""Looks at the documents of the program in headless Chromium: nothing overflows, nothing is cut,
nothing is fetched, text can be read in light and dark, and what is printed has sane pages.

    documents.py PROGRAM DATA [FOLDER]     FOLDER: pictures of all pages are kept there
"""

import pathlib
import subprocess
import sys
import tempfile

from webdriver import Browser

WIDTHS = (360, 800, 1600)
TODAY = "2026-11-22"
HERE = pathlib.Path(__file__).parent
SCRIPT = (HERE / "inspect_page.js").read_text()

# Texts that break a careless layout: long words, many words, signs of HTML, other scripts.
NASTY = """
UNWIND [
  ['Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', '2026-12-01'],
  ['https://example.org/a/very/long/address/that/has/no/blank/in/it/and/goes/on/and/on/and/on', '2026-Q3'],
  ['<script>alert(1)</script> & "quotes"', '../2026-11'],
  ['規則の適用日は二千二十七年十二月二日であり、その後は移行期間がある', '2027~'],
  ['', '2026-10/2027-03'],
  ['a', '2024-01-01'], ['b', '2031-12-31']] AS row
RETURN row[0] AS what, period(row[1]) AS date, 'RED' AS colour, ['first of several', row[0]] AS list,
       null AS note, 12345.678 AS number
"""

DOCUMENTS = {
    "briefing.html": "briefing since 2026-05-08",
    "unchanged.html": "briefing since 2026-11-21 until 2026-11-22",
    "gaps.html": "gaps",
    "timeline.html": "timeline from 2026 to 2028",
    "timeline.svg": "timeline of deadlines from 2024 to 2028",
    "nasty.html": NASTY,
    "nasty.svg": NASTY,
    "empty.html": "match (a:Article) where a.number = -1 return a.title as title",
}


def make(program, data, folder):
    """Writes the documents twice, and compares the bytes."""
    graph = ["--db", str(folder / "graph.db"), "--quiet", "--today", TODAY]
    subprocess.run([program, *graph, "load", data], check=True)
    problems = []
    for name, statement in DOCUMENTS.items():
        for path in (folder / name, folder / ("again-" + name)):
            subprocess.run([program, *graph, "-c", statement, "-o", path], check=True)
        if (folder / name).read_bytes() != (folder / ("again-" + name)).read_bytes():
            problems.append(f"{name}: another run gave other bytes")
    return problems


def look(browser, path, pictures):
    problems = []
    for width in WIDTHS:
        for dark in (False, True):
            browser.look_at(path, width, dark)
            scheme = "dark" if dark else "light"
            found = browser.run(SCRIPT)
            # A picture of its own has a fixed size: it is scrolled, not squeezed.
            if path.suffix == ".svg":
                found = [one for one in found if "window" not in one]
            problems += [f"{path.name}, {width} pixels, {scheme}: {one}" for one in found]
            if pictures:
                (pictures / f"{path.name}-{width}-{scheme}.png").write_bytes(browser.picture())
    return problems


def pages_of(pdf):
    """The text of each printed page."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        text = subprocess.run(["pdftotext", "-layout", file.name, "-"], check=True,
                              capture_output=True).stdout.decode()
        information = subprocess.run(["pdfinfo", file.name], check=True,
                                     capture_output=True).stdout.decode()
    return text.split("\f")[:-1], "A4" in information


def printed(browser, path, pictures):
    browser.look_at(path, 800)
    pdf = browser.pdf()
    if pictures:
        (pictures / f"{path.name}.pdf").write_bytes(pdf)
    pages, is_a4 = pages_of(pdf)
    problems = [] if is_a4 else [f"{path.name}, printed: not on A4"]
    if not 1 <= len(pages) <= 40:
        problems.append(f"{path.name}, printed: {len(pages)} pages")
    problems += [f"{path.name}, printed: page {number} is all but empty"
                 for number, page in enumerate(pages, 1) if len(page.split()) < 8]
    return problems


def main():
    program, data = (str(pathlib.Path(argument).resolve()) for argument in sys.argv[1:3])
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, Browser() as browser:
        folder = pathlib.Path(name)
        problems = make(program, data, folder)
        for document in DOCUMENTS:
            problems += look(browser, folder / document, pictures)
            if document.endswith(".html"):
                problems += printed(browser, folder / document, pictures)
    for problem in problems:
        print(problem)
    looked = f"{len(DOCUMENTS)} documents at {len(WIDTHS)} widths in light and dark, and on paper"
    print(f"{looked}: {len(problems)} problems" if problems else f"{looked}: nothing wrong")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
