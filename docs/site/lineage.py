"""Draws which table is made from which, as SVG, from the jobs' contracts."""

import json
from html import escape
from pathlib import Path

WIDTH, HEIGHT, ACROSS, DOWN = 186, 30, 216, 44
LOGS, VIEWS, MODELS = "segment-logs", "gold.<view>", "model sources"
# What the specification declares: the jobs' own contracts leave it out.
DECLARED = {"ingest": ([LOGS], []), "views": (["silver.events"], [VIEWS]), "models": ([MODELS], [])}


def edges(contracts: Path) -> dict[str, tuple[str, set[str]]]:
    """Return for each table the job that writes it and the tables that the job reads."""
    made: dict[str, tuple[str, set[str]]] = {}
    for job, contract in json.loads(contracts.read_text(encoding="utf-8"))["jobs"].items():
        reads, writes = DECLARED.get(job, ([], []))
        for table in [*contract["writes"], *writes]:
            made[table] = (job, {*contract["reads"], *reads} - {table})
    return made


def ranks(made: dict[str, tuple[str, set[str]]]) -> dict[str, int]:
    """Return the column of each table: one to the right of everything that it is made from."""
    found: dict[str, int] = {}

    def rank(table: str) -> int:
        if table not in found:
            found[table] = 1 + max((rank(source) for source in made[table][1]), default=0) if table in made else 0
        return found[table]

    for table in made:
        rank(table)
    return found


def node(table: str, job: str, x: int, y: int) -> str:
    """Return the box of a table, which leads to its columns."""
    box = f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="5"/>'
    box += f'<text x="{x + 10}" y="{y + 20}">{escape(table)}</text><title>{escape(job)}</title>'
    place = {LOGS: "docs/exploring.html", VIEWS: "docs/spec.html", MODELS: "docs/models.html"}
    anchor = place.get(table, "docs/tables.html#" + table.replace(".", "-").replace("_", "-"))
    return f'<a href="{anchor}">{box}</a>'


def svg(contracts: Path) -> str:
    """Return the picture."""
    made = edges(contracts)
    columns: dict[int, list[str]] = {}
    for table, column in sorted(ranks(made).items()):
        columns.setdefault(column, []).append(table)
    at = {
        table: (column * ACROSS + 5, row * DOWN + 5)
        for column, tables in columns.items()
        for row, table in enumerate(tables)
    }
    lines = []
    for table, (_, sources) in made.items():
        for source in sorted(sources):
            (x, y), (to_x, to_y) = at[source], at[table]
            x, y, to_y = x + WIDTH, y + HEIGHT // 2, to_y + HEIGHT // 2
            middle = (x + to_x) // 2
            lines.append(f'<path d="M{x} {y} C{middle} {y} {middle} {to_y} {to_x} {to_y}"/>')
    boxes = [node(table, f"job {made[table][0]}" if table in made else table, *at[table]) for table in at]
    width = max(x for x, _ in at.values()) + WIDTH + 5
    height = max(y for _, y in at.values()) + HEIGHT + 5
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
    return f'<div class="lineage">{head} aria-label="Lineage of the tables">{"".join(lines + boxes)}</svg></div>'
