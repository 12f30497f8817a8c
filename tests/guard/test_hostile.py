"""Files made to do harm, or broken on the way: never an error, never without end, never too much memory."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

from ckanext.socialprograms.guard.report import Verdict
from ckanext.socialprograms.guard.scan import scan
from tests.guard.conftest import CURP, delimited, found, saved, workbook, zipped

SENTENCE = CURP[0].encode()


def kinds(scan):
    return {finding.kind for finding in scan.findings}


@pytest.mark.parametrize(
    "data",
    [
        b"a,curp\n1," + SENTENCE + b"\n\x00\x00,2\n",
        b'a,curp\n"x,' + SENTENCE + b"\n3,4\n",
        b'a,curp\n3,"4" 5,' + SENTENCE + b",99\n",
        b'a,curp\n3,C "A,' + SENTENCE + b'\n4,"y\nz",x\n',
        b"a,b\n1,2\n\xff\xfe\xfa,Ni\xf1a " + SENTENCE + b"\n",
        b",".join(b"c%d" % n for n in range(9000)) + b"\n" + b"," * 8999 + SENTENCE,
        b"x" * 9_000_000 + b" " + SENTENCE,
        b"a,b," * 2_000_000 + SENTENCE,
        b'a,b\n"x,' + b"y,z\n" * 3_000_000 + SENTENCE + b",1\n",
    ],
    ids=[
        "zeros",
        "open quote",
        "text after quote",
        "stray quote",
        "bytes",
        "wide",
        "one value",
        "one line",
        "never closed",
    ],
)
def test_a_broken_csv_file_is_looked_at_to_its_end(scanned, data):
    assert kinds(scanned(data, "padron.csv")) == {"curp"}


@pytest.mark.parametrize(
    "data", [b'[{"curp": "{}"}, {"a":', b'[{"curp": "{}", "a": NaN}]', b'{"a": "\xf1", "curp": "{}"}']
)
def test_a_broken_json_file_too(scanned, data):
    assert kinds(scanned(data.replace(b"{}", SENTENCE), "padron.json")) == {"curp"}


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a":' * 100_000, b'{"a": 1'])
def test_what_of_a_json_file_is_missing_waits_for_a_person(scanned, data):
    assert scanned(data, "a.json").verdict is Verdict.UNCHECKED


def test_a_zip_bomb_is_given_up(scanned):
    scan = scanned(zipped({"a.csv": b"0" * 60_000_000, "b.csv": delimited({"CURP": CURP})}), "a.zip")
    assert kinds(scan) == {"curp"}
    assert [one.place.part for one in scan.unchecked] == ["a.csv"]


def test_archives_inside_archives_have_an_end(scanned):
    data = delimited({"CURP": CURP})
    for _ in range(3):
        data = zipped({"dentro.zip": data} if data.startswith(b"PK") else {"a.csv": data})
    assert kinds(scanned(data, "a.zip")) == {"curp"}
    assert scanned(zipped({"dentro.zip": data}), "a.zip").verdict is Verdict.UNCHECKED


def test_a_locked_file_in_an_archive_does_not_hide_the_others(scanned):
    file = io.BytesIO(zipped({"a.csv": delimited({"CURP": CURP}), "b.csv": b"x,y\n1,2\n"}))
    with zipfile.ZipFile(file) as archive:
        at = archive.getinfo("b.csv").header_offset
    data = bytearray(file.getvalue())
    data[at + 6] |= 1
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= 1
    scan = scanned(bytes(data), "a.zip")
    assert (kinds(scan), [one.place.part for one in scan.unchecked]) == ({"curp"}, ["b.csv"])


def test_entities_are_not_expanded(scanned):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x y="&b;">&b;</x>'
    assert scanned(bomb, "a.xml").verdict is Verdict.UNCHECKED


@pytest.mark.parametrize("name", ["a.xlsx", "a.zip", "a.json", "a.pdf", "a.docx"])
def test_a_file_that_was_cut_is_not_passed(scanned, name):
    whole = saved(workbook({"Hoja": {"CURP": CURP}})) if name != "a.json" else b'[{"a": 1}, {"b'
    whole = b"%PDF-1.4\n1 0 obj" if name == "a.pdf" else whole
    assert scanned(whole[: len(whole) * 2 // 3], name).verdict is Verdict.UNCHECKED


def test_a_scan_ends_in_time(scanned):
    scan = scanned(b"a,b\n" + b"1,2\n" * 3_000_000, "a.csv", most_seconds=0)
    assert scan.verdict is Verdict.UNCHECKED
    assert "split it" in str(scan.unchecked[0].reason)


def test_a_file_too_heavy_to_be_held_waits_for_a_person(scanned):
    scan = scanned(saved(workbook({"Hoja": {"a": [1]}})), "a.xlsx", most_bytes=1000)
    assert scan.verdict is Verdict.UNCHECKED


def test_a_file_that_is_gone_is_not_passed(tmp_path):
    assert scan(tmp_path / "nada.csv", "nada.csv").verdict is Verdict.UNCHECKED


def test_names_of_members_lead_nowhere(scanned, tmp_path):
    scan = scanned(zipped({"../../fuera.csv": delimited({"CURP": CURP})}), "a.zip")
    assert found(scan) == {("curp", "CURP")}
    assert not (tmp_path.parent.parent / "fuera.csv").exists()


MEASURE = """
import re, sys
from pathlib import Path
from ckanext.socialprograms.guard.scan import scan
found = scan(Path(sys.argv[1]), "padron.csv")
print(found.rows, int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def test_memory_does_not_grow_with_the_file(tmp_path):
    used = {}
    for rows in (200_000, 2_000_000):
        file = tmp_path / "padron.csv"
        file.write_bytes(b"folio,nombre,curp,notas\n" + b"1,Ana," + SENTENCE + b",Entregado en la oficina\n" * 1)
        with file.open("ab") as more:
            more.writelines(
                b"%d,Ana,%s,Entregado en la oficina del municipio\n" % (n, SENTENCE) for n in range(rows - 1)
            )
        done = subprocess.run([sys.executable, "-c", MEASURE, str(file)], check=True, capture_output=True, text=True)
        found_rows, used[rows] = map(int, done.stdout.split())
        assert found_rows == rows
    assert max(used.values()) < 500
    assert used[2_000_000] < used[200_000] + 150
