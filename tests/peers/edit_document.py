"""Edits documents with LibreOffice, as people do, and saves them as DOCX.

Reads jobs as JSON from standard input: [{"from": path, "to": path, "edits": [{"do": verb, …}, …]}, …], and works on them in one LibreOffice.
Rows count from 0, the head included; columns are letters. Needs Debian's libreoffice-writer (the one with a user interface: the other lacks files that a header needs) and python3-uno.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException


def value(name, it):
    one = PropertyValue()
    one.Name, one.Value = name, it
    return one


def url(path):
    return uno.systemPathToFileUrl(os.path.abspath(path))


class Editor:
    """One document while it is edited."""

    def __init__(self, context, document):
        self.context = context
        self.document = document
        self.controller = document.getCurrentController()
        self.dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

    @property
    def table(self):
        return self.document.TextTables.getByIndex(0)

    def cell(self, column, row):
        return self.table.getCellByName(f"{column}{row + 1}")

    def command(self, name, *arguments):
        self.dispatcher.executeDispatch(self.controller.Frame, ".uno:" + name, "", 0, tuple(arguments))

    def into(self, row, column="A"):
        """Puts the cursor that a person sees into a cell."""
        self.controller.ViewCursor.gotoRange(self.cell(column, row).getStart(), False)

    def track(self, on=True):
        self.document.RecordChanges = on

    def replace(self, old, new):
        wanted = self.document.createSearchDescriptor()
        wanted.SearchString = old
        wanted.SearchCaseSensitive = True
        found = self.document.findFirst(wanted)
        if found is None:
            raise SystemExit(f"not found: {old}")
        found.setString(new)

    def delete_row(self, row):
        self.into(row)
        self.command("DeleteRows")

    def insert_row(self, after, texts):
        self.into(after, "B")
        self.command("InsertRowsAfter")
        for column, text in texts.items():
            self.cell(column, after + 1).setString(text)

    def move_row(self, row, before):
        """Cuts a row and pastes it above another one."""
        self.copy_row(row, before)
        self.delete_row(row + 1 if before <= row else row)

    def copy_row(self, row, before):
        """Pastes a row's copy into a new row above another one."""
        self.into(row)
        self.command("EntireRow")
        content = self.controller.getTransferable()
        self.into(before, "B")
        self.command("InsertRowsBefore")
        self.into(before)
        self.controller.insertTransferable(content)

    def split(self, row, at):
        """Cuts what stands behind some words of each column and puts it into a new row."""
        tails = {}
        for column, words in at.items():
            cell = self.cell(column, row)
            text = cell.getString()
            cut = text.index(words) + len(words)
            tails[column] = text[cut:].strip()
            cursor = cell.createTextCursor()
            cursor.gotoStart(False)
            cursor.goRight(cut, False)
            cursor.gotoEnd(True)
            cursor.setString("")
        self.insert_row(row, tails)

    def merge(self, row, columns):
        """Puts the text of the next row behind this one's, and deletes that row."""
        for column in columns:
            text = self.cell(column, row + 1).getString()
            cell = self.cell(column, row)
            cell.insertString(cell.getEnd(), " " + text if column == "B" else text, False)
        self.delete_row(row + 1)

    def merge_cells(self, row, columns):
        """Merges each column's cell with the one below it, as a person would with the mouse."""
        for column in columns:
            cursor = self.table.createCursorByCellName(f"{column}{row + 1}")
            cursor.gotoCellByName(f"{column}{row + 2}", True)
            cursor.mergeRange()

    def comment(self, row, column, author, text):
        note = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Author, note.Content = author, text
        cell = self.cell(column, row)
        cell.insertTextContent(cell.getEnd(), note, False)

    def link(self, old, target):
        wanted = self.document.createSearchDescriptor()
        wanted.SearchString = old
        self.document.findFirst(wanted).HyperLinkURL = target

    def append(self, text):
        end = self.document.Text.getEnd()
        self.document.Text.insertString(end, text, False)

    def delete_table(self):
        self.table.dispose()


def start(pipe, profile):
    # Not the script that starts it: that one would be left behind when it is ended.
    return subprocess.Popen(
        ["/usr/lib/libreoffice/program/soffice.bin", f"-env:UserInstallation={url(profile)}", "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def connect(pipe, process):
    """The context of LibreOffice; None when it wants to be started anew, as it does with a new profile while one talks to it."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        if process.poll() is not None:
            return None
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, (value("Hidden", True),)).close(True)
            return context
        except NoConnectException:
            time.sleep(0.1)
        except DisposedException:
            process.wait(timeout=30)
            return None
    raise SystemExit("LibreOffice does not answer")


def work(context, job):
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(url(job["from"]), "_blank", 0, (value("Hidden", True),))
    if document is None:
        raise SystemExit(f"LibreOffice does not open {job['from']}")
    editor = Editor(context, document)
    for edit in job["edits"]:
        arguments = dict(edit)
        getattr(editor, arguments.pop("do"))(**arguments)
    document.storeToURL(url(job["to"]), (value("FilterName", "MS Word 2007 XML"),))
    document.close(True)


def main():
    jobs = json.load(sys.stdin)
    pipe = f"concord{os.getpid()}"
    with tempfile.TemporaryDirectory() as profile:
        process = start(pipe, profile)
        try:
            context = connect(pipe, process)
            if context is None:
                process = start(pipe, profile)
                context = connect(pipe, process)
            for job in jobs:
                work(context, job)
        finally:
            process.kill()
            process.wait()


main()
