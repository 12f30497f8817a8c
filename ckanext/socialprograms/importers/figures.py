"""Finds results in numbers in running text: a number with the noun that it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ckanext.socialprograms.records.values import folded

_NUMBER = r"(?<![\w.,/-])(?P<value>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w/-]|[.,]\d)"
_COUNTED = re.compile(_NUMBER + r"\s+(?P<phrase>[^\W\d_][^.,;:()\d\n]*)")
_SHARE = re.compile(r"(?P<value>\d{1,3}(?:\.\d+)?)\s?%\s+de\s+(?P<phrase>[^\W\d_]+)")
_LIKED = re.compile(_NUMBER + r"\s+les\s+(?P<phrase>[^.,;:()\d\n]+)")
_DONE = re.compile(r"\b(?:he|ha|hemos|han)\s+(?P<done>\w+(?:ad|id))o\s+(?P<what>[^.;:]*?)\s*\ba\s*$", re.IGNORECASE)
_OF = re.compile(r"(?P<noun>[^\W\d_]{4,})\s+de(?:\s+hasta)?\s*$")

# What a number may count without being a result: time, parts of a text or of a law, steps.
_NOT_COUNTED = re.compile(
    r"(?:anos?|mes(?:es)?|dias?|horas?|hrs|minutos|semanas?|vez|veces|etapas?|fases?|articulos?|fraccion(?:es)?|ejes?|"
    r"objetivos?|metas?|puntos?|paginas?|del?|al?|la|el|y|e|o|u|en|con|por|para|que|se|les|"
    r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)"
)
_NAMED_BY_NUMBER = re.compile(
    r"(?:\b(?:objetivos?|metas?|ejes?|tem[aá]tico|art[ií]culos?|fracci[oó]n|numeral|agenda|covid|no\.|n[uú]mero|"
    r"etapa|cap[ií]tulo|compromiso|a[nñ]o|ejercicio|fiscal)\s*)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:m[aá]s de|menos de|cerca de|alrededor de|casi|menores de|mayores de)\s*$", re.IGNORECASE)
_GENERIC = {"total", "cantidad", "numero", "cifra", "suma", "provenientes", "partir", "dentro", "despues"}
_STOP = re.compile(r"a|que|se|por|cual(?:es)?|como|quienes|mediante|provenientes|\w+[ae]ndo")
_LINK = re.compile(r"del?|las?|los|el|y|e|o|u|con|para|en")
_ARTICLE = re.compile(r"el|la|los|las")
_LONGEST_NAME = 9
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LONGEST_COUNT = 9
_PAIR = 3
_NEAR = 300
_STEM = 4


@dataclass(frozen=True)
class Figure:
    """A counted result: ``name`` says what was counted, ``unit`` the thing itself."""

    name: str
    value: float
    unit: str


def figures(text: str) -> tuple[Figure, ...]:
    """Give the results in numbers of a text, each once.

    A result is a number with a noun after it. Years, dates, telephone numbers, percents of progress, numbers that
    name something (*objetivo 16*) and rough ones (*más de 3,000*) are none; a share of people (*49.8% de mujeres*) is.
    """
    found: dict[tuple[float, str], Figure] = {}
    for line in text.splitlines():
        for figure in (*_liked(line), *_counted(line), *_shares(line)):
            found.setdefault((figure.value, folded(figure.unit)), figure)
    return tuple(found.values())


def _counted(line: str) -> Iterator[Figure]:
    for match in _COUNTED.finditer(line):
        before = line[max(0, match.start() - _NEAR) : match.start()]
        words = match.group("phrase").split()
        if not _is_count(match.group("value"), before, words):
            continue
        unit = _unit(words)
        yield Figure(_name(before, words), _value(match.group("value")), unit)


def _shares(line: str) -> Iterator[Figure]:
    for match in _SHARE.finditer(line):
        noun = match.group("phrase").lower()
        if folded(noun) not in {"avance", "cumplimiento", "progreso"}:
            yield Figure(f"Porcentaje de {noun}", _value(match.group("value")), "%")


def _liked(line: str) -> Iterator[Figure]:
    for match in _LIKED.finditer(line):
        what = _until_stop(match["phrase"].split())
        yield Figure(f"Personas a las que les {what}", _value(match["value"]), "personas")


def _is_count(value: str, before: str, words: list[str]) -> bool:
    noun = folded(words[0])
    year = "," not in value and value.isdigit() and _FIRST_YEAR <= int(value) <= _LAST_YEAR
    refused = year or _NOT_COUNTED.fullmatch(noun) or len(value.replace(",", "")) > _LONGEST_COUNT
    return not (refused or _NAMED_BY_NUMBER.search(before) or _ABOUT.search(before) or re.search(r"\d\s*$", before))


def _unit(words: list[str]) -> str:
    """Give the thing counted: the first noun, after an adjective the second, both of *ciudadanas y ciudadanos*."""
    adjectives = {"distintos", "distintas", "nuevos", "nuevas", "diversos", "diversas", "diferentes"}
    both = len(words) > _PAIR - 1 and words[1] in {"y", "o"} and words[2][:_STEM] == words[0][:_STEM]
    length = _PAIR if both else 1 + (words[0].lower() in adjectives)
    return " ".join(words[:length]).lower()


def _name(before: str, words: list[str]) -> str:
    counted = _until_stop(words)
    if done := _DONE.search(before):
        counted = f"{words[0]} {_agreeing(done['done'], words[0])} {done['what']}"
    elif (of := _OF.search(before)) and folded(of["noun"]) not in _GENERIC:
        counted = f"{of['noun']} de {counted}"
    return counted[:1].upper() + counted[1:].strip()


def _agreeing(participle: str, noun: str) -> str:
    """Give a participle without its ending the gender and number of its noun."""
    ending = next((end for end in ("as", "os", "a") if noun.lower().endswith(end)), "os" if noun.endswith("s") else "o")
    return participle + ending


def _until_stop(words: list[str]) -> str:
    """Give the words of a noun phrase, up to where the sentence goes on with something else."""
    lower = [word.lower() for word in words[:_LONGEST_NAME]]
    length = len(lower)
    for index in range(1, len(lower)):
        begins_anew = lower[index] == "y" and _ARTICLE.fullmatch("".join(lower[index + 1 : index + 2]))
        if begins_anew or _STOP.fullmatch(lower[index]):
            length = index
            break
    while length > 1 and _LINK.fullmatch(lower[length - 1]):
        length -= 1
    return " ".join(words[:length])


def _value(said: str) -> float:
    number = float(said.replace(",", ""))
    return int(number) if number.is_integer() else number
