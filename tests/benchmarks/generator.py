"""Makes as many records as asked for, with work plans that reach every state, and stores them as saving does.

They are written in batches, past the actions: ten thousand records in seconds instead of a quarter of an hour.
"""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.socialprograms.monitor import mirror

Record = dict[str, Any]
THEMES = ("Transparencia", "Educación", "Salud", "Vivienda", "Agua", "Movilidad", "Seguridad", "Empleo")
STATUSES = ("done", "done", "done", "planned", "in_progress", "", "", "cancelled")
# Days from today: the edges of every state, and ordinary days.
NEAR = (-1, 0, 1, 29, 30, 31)
_COLUMNS = ("id", "name", "title", "notes", "type", "owner_org", "private", "state")


def agencies(count: int) -> list[Record]:
    """Give organizations."""
    return [
        {"id": str(uuid.UUID(int=number + 1)), "name": f"dependencia-{number}", "title": f"Dependencia número {number}"}
        for number in range(count)
    ]


def records(count: int, owners: list[Record], today: date, *, activities: int = 10, seed: int = 7) -> Iterator[Record]:
    """Yield dataset dicts of commitments and (one in four) evaluations, the same ones for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        make = _evaluation if number % 4 == 3 else _commitment
        owner = owners[int(len(owners) * chance.random() ** 2)]["id"] if owners else None
        common = {
            "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            "name": f"registro-{seed}-{number}",
            "title": f"Registro {number} de prueba",
            "notes": "Un registro hecho para medir.",
            "owner_org": owner,
            "private": False,
            "state": "active",
            "sdg_targets": sorted(
                {f"{chance.randint(1, 17)}.{chance.randint(1, 5)}" for _ in range(chance.randint(0, 3))}
            ),
            **_work_plan(chance, today, activities),
        }
        yield {**common, **make(chance, today)}


def store_agencies(owners: list[Record]) -> None:
    """Write organizations as creating them leaves them."""
    rows = [{**one, "type": "organization", "is_organization": True, "state": "active"} for one in owners]
    model.Session.execute(sa.insert(model.group_table), rows)
    model.Session.commit()


def store(made: Iterable[Record], batch: int = 500) -> list[str]:
    """Write records as saving them leaves them, with the rows of the board; give their ids."""
    ids: list[str] = []
    waiting: list[Record] = []
    for record in made:
        waiting.append(record)
        if len(waiting) == batch:
            ids += _store(waiting)
            waiting = []
    return ids + (_store(waiting) if waiting else [])


def stored_extras(record: Record) -> dict[str, str]:
    """Give the fields of a record as ckanext-scheming keeps them: texts, and groups and lists as JSON."""
    own = {
        key: value
        for key, value in record.items()
        if key not in (*_COLUMNS, "resources") and value not in ("", [], None)
    }
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in own.items()}


def _store(made: list[Record]) -> list[str]:
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    model.Session.execute(
        sa.insert(model.package_table),
        [
            {
                **{name: record[name] for name in _COLUMNS},
                "metadata_created": now,
                "metadata_modified": now,
                "extras": stored_extras(record),
            }
            for record in made
        ],
    )
    owned = [record for record in made if record["owner_org"]]
    if owned:
        model.Session.execute(
            sa.insert(model.member_table),
            [
                {
                    "id": str(uuid.uuid4()),
                    "group_id": record["owner_org"],
                    "table_id": record["id"],
                    "table_name": "package",
                    "capacity": "organization",
                    "state": "active",
                }
                for record in owned
            ],
        )
    _store_files(made)
    ids = [record["id"] for record in made]
    mirror.mirror(ids)
    model.Session.commit()
    return ids


def _store_files(made: list[Record]) -> None:
    files = [
        {
            "id": str(uuid.uuid4()),
            "package_id": record["id"],
            "position": position,
            "state": "active",
            "url": file["url"],
            "name": file["name"],
            "extras": {"activities": file["activities"]},
        }
        for record in made
        for position, file in enumerate(record["resources"])
    ]
    if files:
        model.Session.execute(sa.insert(model.resource_table), files)


def _commitment(chance: random.Random, today: date) -> Record:
    start = today.replace(day=1) - timedelta(days=chance.randint(0, 1500))
    parts = [
        {"part": f"Parte {part}", "percent": str(chance.choice((0, 33, 50, 75, 99, 100))), "note": "", "date": ""}
        for part in range(chance.choice((0, 1, 1, 3)))
    ]
    return {
        "type": "commitment",
        "action_plan": f"Plan de acción local {chance.randint(1, 12)}" if chance.random() < 0.95 else "",
        "action_plan_start_year": str(start.year),
        "action_plan_end_year": str(start.year + 1),
        "theme": chance.choice((*THEMES, "")),
        "start_date": start.isoformat(),
        "end_date": (start + timedelta(days=chance.choice((365, 700, 1600)))).isoformat(),
        "declared": parts,
    }


def _evaluation(chance: random.Random, today: date) -> Record:
    return {"type": "evaluation", "year": str(today.year - chance.randint(0, 6)), "end_date": "2020-01-31"}


def _work_plan(chance: random.Random, today: date, activities: int) -> Record:
    rows = [_activity(chance, today, f"A{number}") for number in range(1, chance.randint(0, activities * 2) + 1)]
    keys = [row["id"] for row in rows]
    proved = [key for key in keys if chance.random() < 0.6]
    evidence = [
        {
            "title": f"Minuta {number}",
            "url": chance.choice(("https://example.org/minuta.pdf", "https://example.org/acta", "")),
            "activities": proved[number : number + 2],
            "kind": "minutes",
            "date": "",
        }
        for number in range(0, len(proved), 2)
    ]
    files = (
        [{"url": "https://example.org/lista.pdf", "name": "Lista", "activities": [chance.choice(keys)]}] if keys else []
    )
    return {"activities": rows, "evidence": evidence, "resources": files}


def _activity(chance: random.Random, today: date, key: str) -> Record:
    status = chance.choice(STATUSES)
    away = chance.choice((chance.choice(NEAR), chance.randint(-900, 400), chance.randint(-900, 400), None))
    due = "" if away is None else (today + timedelta(days=away)).isoformat()
    done_on = today - timedelta(days=chance.randint(0, 900))
    return {
        "id": key,
        "serves": [],
        "description": f"Actividad {key}: reunir a las personas del comité y publicar lo que acuerden",
        "responsible": [f"Dirección {chance.randint(1, 40)}"],
        "due_date": due,
        "due_text": "" if due else "Por definir",
        "status": status,
        "completed_on": done_on.isoformat() if status == "done" and chance.random() < 0.7 else "",
        "result": "Se publicó la minuta." if status == "done" and chance.random() < 0.8 else "",
        "expected_evidence": [],
    }
