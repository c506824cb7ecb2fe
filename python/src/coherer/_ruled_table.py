"""Tables with lines, as Keras prints the layers of a network."""
from __future__ import annotations

from typing import Callable, List


def ruled_table(rows: List[List[str]], right: int) -> str:
    """The lines of a table whose first row is its header, and whose column ``right`` ends at its right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]

    def joined(borders: str, part: Callable[[int], str]) -> str:
        return borders[0] + borders[1].join(map(part, range(len(widths)))) + borders[2] + "\n"

    def line(borders: str, drawn: str) -> str:
        return joined(borders, lambda column: drawn * (widths[column] + 2))

    def cells(border: str, row: List[str]) -> str:
        return joined(border * 3, lambda column: " {} ".format(
            row[column].rjust(widths[column]) if column == right else row[column].ljust(widths[column])))

    text = [line("┏┳┓", "━"), cells("┃", rows[0])]
    for place, row in enumerate(rows[1:]):
        text += [line("├┼┤", "─") if place else line("┡╇┩", "━"), cells("│", row)]
    return "".join(text + [line("└┴┘", "─")])
