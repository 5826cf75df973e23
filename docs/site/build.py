"""Builds the documentation site: docs/site/build.py FOLDER. Warnings such as broken links are errors."""

import re
import shutil
import sys
from pathlib import Path

from lineage import svg
from sphinx.cmd.build import main

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[1]
COPIED = ["CONTRIBUTING.md", "CHANGELOG.md", "bench/README.md", "examples/s3/storage.yaml", "pipelines.yaml"]
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)#:]+)(#[^)]*)?\)")
# The pages of the sidebar, by its headings; a page that is missing here fails the build.
SIDEBAR = {
    "Use": ["docs/recipes", "docs/exploring", "docs/experiments", "docs/models", "docs/bi", "docs/python"],
    "Operate": ["docs/operations", "docs/scheduling", "docs/s3", "docs/sizing"],
    "Reference": ["docs/spec", "docs/tables", "lineage", "docs/worked-example", "docs/glossary"],
    "Project": ["CHANGELOG", "CONTRIBUTING", "bench/README", "docs/decisions"],
}


def stage(work: Path) -> None:
    """Copy what the site is made from, in the layout of the repository, so that links keep working."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(HOME / "docs", work / "docs", ignore=shutil.ignore_patterns("site"))
    for name in COPIED:
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HOME / name, work / name)
    shutil.copy(HOME / "README.md", work / "index.md")
    shutil.copytree(HERE / "static", work / "static")
    shutil.copy(HERE / "conf.py", work)
    for page in work.rglob("*.md"):
        page.write_text(linked(page, work), encoding="utf-8")
    picture = svg(HOME / "dags" / "sparkjoy" / "contracts.json")
    intro = "Which table is made from which. Each box leads to the columns of its table."
    (work / "lineage.md").write_text(f"# Lineage of the tables\n\n{intro}\n\n```{{raw}} html\n{picture}\n```\n")
    with (work / "index.md").open("a", encoding="utf-8") as index:
        for heading, pages in SIDEBAR.items():
            index.write("\n```{toctree}\n:hidden:\n:caption: " + heading + "\n\n" + "\n".join(pages) + "\n```\n")


def linked(page: Path, work: Path) -> str:
    """Return a page's text, in which links to files of the repository that the site does not have are plain text."""

    def kept(link: re.Match[str]) -> str:
        target = (page.parent / link[2]).resolve()
        if target.is_file() or not (HOME / target.relative_to(work)).exists():
            return link[0]
        return f"{link[1]} (`{target.relative_to(work)}`)"

    return LINK.sub(kept, page.read_text(encoding="utf-8"))


def index_for_machines(work: Path) -> str:
    """Return llms.txt: each page's title, source and first sentence."""
    lines = [
        "# Spark Joy",
        "",
        "> Tables that a business can trust, from the raw event logs that Segment writes to S3",
        "",
    ]
    for heading, pages in {"Start": ["index"], **SIDEBAR}.items():
        lines += [f"## {heading}", ""]
        for page in pages:
            text = re.sub(r"```.*?```", "", (work / f"{page}.md").read_text(encoding="utf-8"), flags=re.DOTALL)
            title = re.search(r"^# (.+)$", text, re.MULTILINE)[1]
            first = re.search(r"^(?![#|!\s>-])(.+?)(?:\n\n|\Z)", text, re.MULTILINE | re.DOTALL)[1]
            sentence = re.split(r"(?<=\.)\s", " ".join(first.split()))[0]
            lines.append(f"- [{title}](_sources/{page}.md.txt): {sentence}")
        lines.append("")
    return "\n".join(lines)


def build(site: Path) -> int:
    """Build the site into a new folder and return Sphinx's exit code."""
    work = site.with_name(site.name + "-source").resolve()
    stage(work)
    shutil.rmtree(site, ignore_errors=True)
    code = main(
        ["--quiet", "--fail-on-warning", "--keep-going", "-b", "html", "-d", str(work / ".trees"), str(work), str(site)]
    )
    if code == 0:
        (site / "llms.txt").write_text(index_for_machines(work), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1]).resolve()))
