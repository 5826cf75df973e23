"""Read YAML as the jar does: a value is the text as it is written, or None. So off, no, 010 and 1.10 are names.

PyYAML's own constructors would convert them to booleans, numbers and times (YAML 1.1), and so change the names.
"""

from yaml import MappingNode, Node, SafeLoader, ScalarNode, SequenceNode, YAMLError, compose

try:
    from yaml import CSafeLoader as Loader
except ImportError:
    Loader = SafeLoader

Tree = dict[str, "Tree"] | list["Tree"] | str | int | float | bool | None

NULL, MERGE = "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"
DEEPEST = 40
MOST_NODES = 100_000
LONGEST = 3 * 1024 * 1024


class DialectError(ValueError):
    """The text is not valid. The jar refuses it too. The message says why, and in which line."""


def parsed(text: str) -> Tree:
    """Return the values of a YAML text. Raises DialectError."""
    if len(text) > LONGEST:
        raise DialectError(f"longer than {LONGEST} letters")
    try:
        root = compose(text, Loader=Loader)
        return None if root is None else _Reader().tree(root, 0)
    except YAMLError as failure:
        raise DialectError(str(failure)) from failure


class _Reader:
    """Converts parsed nodes to values and counts them, because nested aliases could expand beyond the memory."""

    def __init__(self) -> None:
        self.nodes = 0

    def tree(self, node: Node, depth: int) -> Tree:
        self.nodes += 1
        if depth > DEEPEST:
            raise DialectError(f"{_line(node)}: nested deeper than {DEEPEST} levels; an alias may hold itself")
        if self.nodes > MOST_NODES:
            raise DialectError(f"{_line(node)}: more than {MOST_NODES} values; aliases of aliases multiply them")
        if node.tag.startswith("!"):
            raise DialectError(f"{_line(node)}: a tag is not allowed; put a value that begins with ! in quotes")
        if isinstance(node, MappingNode):
            return self.mapping(node, depth)
        if isinstance(node, SequenceNode):
            return [self.tree(item, depth + 1) for item in node.value]
        return None if node.tag == NULL else node.value

    def mapping(self, node: MappingNode, depth: int) -> Tree:
        entries: dict[str, Tree] = {}
        merged: Tree = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                raise DialectError(f"{_line(key)}: a key must be a single name, not a list or a map")
            if key.tag != MERGE and key.value in entries:
                raise DialectError(f"{_line(key)}: {key.value} is given twice; keep one of the two")
            made = self.tree(value, depth + 1)
            if key.tag != MERGE:
                entries[key.value] = made
            elif isinstance(made, dict):
                merged = over(merged, made)
            else:
                raise DialectError(f"{_line(key)}: '<<' merges one map; write <<: *anchor for each")
        return over(merged, entries)


def over(lower: Tree, upper: Tree) -> Tree:
    """Merge two trees: maps are merged key by key, every other value is replaced by the one of the upper tree."""
    if not isinstance(lower, dict) or not isinstance(upper, dict):
        return upper
    return lower | {key: over(lower[key], value) if key in lower else value for key, value in upper.items()}


def _line(node: Node) -> str:
    return f"line {node.start_mark.line + 1}"
