"""Cut an LP text into sections, and sections into tokens."""

from __future__ import annotations

import re
from typing import NamedTuple

from coopt.read.wording import FaultError, quoted

SECTIONS = {
    "objective": r"(?:min|max)(?:imi[sz]e|imum)?",
    "rows": r"subject[ \t]+to|such[ \t]+that|s\.t\.|st\.?",
    "refused": r"general[ \t]+constraints?|gencons|gcons|lazy[ \t]+constraints?|user[ \t]+cuts?"
    r"|pwlobj|multi-objectives|scenarios?",
    "bounds": r"bounds?",
    "general": r"generals?|gen|integers?|int",
    "binary": r"binar(?:y|ies)|bin",
    "semi": r"semi-continuous|semis?",
    "sos": r"sos[12]?",
    "end": r"end",
}
# A section's name begins a line and is no label or term: nothing follows that would make it one.
HEAD = re.compile(
    r"^[ \t]*(?:"
    + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in SECTIONS.items())
    + r")(?=[ \t\n]|\Z)(?![ \t]*(?:[:<>=]|->))(?P<sign>[ \t]*[+\-])?",
    re.IGNORECASE | re.MULTILINE,
)
NAME_START = r"[^\W\d]|[!\"#$%&()/;?@'`{}~|]"
NAME_REST = r"[\w!\"#$%&(),./;?@'`{}~|\[\]]"
NUMBER = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
# A number takes with it whatever is glued to it, so that 15abc and 4.5.0 stay one token.
TOKEN = re.compile(
    rf"\n|{NUMBER}{NAME_REST}*|(?:{NAME_START}){NAME_REST}*|<=|>=|=<|=>|->|::|[^ \t]"
)
NUMBER_HEAD = re.compile(NUMBER)
NAME = re.compile(rf"(?:{NAME_START}){NAME_REST}*\Z")
NOT_NAMES = {"inf", "infinity", "nan", "free"}
REMARK = re.compile(r"\\[^\n]*")


class LpSection(NamedTuple):
    """A section: its kind, its word in the file, its line, and the text after the word."""

    kind: str
    word: str
    line: int
    body: str


class LpText(NamedTuple):
    """The sections of a file, and whether it has its End."""

    sections: list[LpSection]
    ended: bool
    last_line: int


def cut_lp(text: str) -> LpText:
    """Cut the text at its section words.

    Raises
    ------
    FaultError
        If the objective does not come first, comes twice, or a section is not supported.
    """
    text = REMARK.sub("", text)
    last_line = text.rstrip().count("\n") + 1
    heads = _heads(text)
    _check_start(text, heads)
    sections: list[LpSection] = []
    line, counted = 1, 0
    for k, (start, kind, word, after) in enumerate(heads):
        line += text.count("\n", counted, start)
        counted = start
        if kind == "refused":
            raise FaultError(line, f"section {quoted(word)} is not supported: linear models only")
        if kind == "objective" and sections:
            raise FaultError(line, f"a second objective, {quoted(word)}, was found")
        if kind == "end":
            return LpText(sections, True, last_line)
        end = heads[k + 1][0] if k + 1 < len(heads) else len(text)
        sections.append(LpSection(kind, word, line, text[after:end]))
    return LpText(sections, False, last_line)


def _heads(text: str) -> list[tuple[int, str, str, int]]:
    """Return start, kind, word and end of each section word."""
    heads: list[tuple[int, str, str, int]] = []
    kinds: set[str] = set()
    for match in HEAD.finditer(text):
        kind = str(match.lastgroup if match.lastgroup != "sign" else _kind(match))
        # ``st + x <= 3`` is a constraint; ``st -x <= 3`` opens the constraints if none did.
        if match["sign"] and (kind not in ("objective", "rows") or kind in kinds):
            continue
        kinds.add(kind)
        word = " ".join(match[kind].split())
        heads.append((match.start(kind), kind, word, match.end(kind)))
    return heads


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in SECTIONS if match[kind] is not None)


def _check_start(text: str, heads: list[tuple[int, str, str, int]]) -> None:
    before = text[: heads[0][0]] if heads else text
    if not before.strip() and heads and heads[0][1] == "objective":
        return
    line = text[: len(text) - len(text.lstrip())].count("\n") + 1
    found = text.strip().split("\n")[0].strip()
    hint = ": this looks like an MPS file" if re.match(r"NAME|ROWS|\*", found) else ""
    raise FaultError(
        line, f"{quoted(found)} found, expected Minimize or Maximize to open an LP file{hint}"
    )


def tokens_of(section: LpSection) -> list[str]:
    """Cut a section into tokens, line ends among them, and close it with an empty one."""
    tokens = TOKEN.findall(section.body)
    tokens.append("\n")
    tokens.append("")
    return tokens


def line_of(section: LpSection, position: int) -> int:
    """Return the line of a token, or of the last one before the end."""
    line = section.line
    for k, match in enumerate(TOKEN.finditer(section.body.rstrip())):
        if k >= position:
            break
        line += match.group() == "\n"
    return line
