/*
 * A graph in columns; within a column things lie near what they are related to. nodes are {id, label, group, column,
 * lines}, links {from, to, title, lines, isGuess}; lines are shown where the pointer is.
 */
const ROW = 38;
const COLUMN = 120;
const MARGIN = 140;

function graphCard({ title, note, label, nodes, links, groups, onNode, columns, rows, after }) {
  const places = layout(nodes, links);
  const depth = Math.max(1, ...nodes.map((node) => node.column));
  const most = Math.max(...nodes.map((node) => nodes.filter((other) => other.column === node.column).length));
  const height = ROW * (most + 1);
  const columnOf = new Map(nodes.map((node) => [node.id, node.column]));
  return chartCard({
    title, note, label, columns, rows, after,
    height: height + 40,
    least: MARGIN + COLUMN * depth,
    onClick: (hit) => hit.dataType === "node" && onNode && onNode(hit.data.id),
    option: (theme, host) => {
      const step = (host.clientWidth - MARGIN) / depth;
      const drawn = nodes.map((node) => ({ node, x: step * node.column, y: height * places.get(node.id).y }));
      const frame = (values) => [Math.min(...values), Math.max(1, Math.max(...values) - Math.min(...values))];
      const [left, width] = frame(drawn.map((one) => one.x));
      const [top, tall] = frame(drawn.map((one) => one.y));
      return {
        legend: { ...legend(theme, groups), selectedMode: false },
        tooltip: tooltip(theme, "item", (hit) => ({ title: hit.data.title, lines: hit.data.lines.map((line) => [null, line]) })),
        series: [
          {
            type: "graph", layout: "none", left: 60 + left, width, top: 30 + top, height: tall, symbolSize: 11, edgeSymbol: ["none", "arrow"], edgeSymbolSize: 6,
            categories: groups.map((group) => ({ name: group })), roam: false, emphasis: { focus: "adjacency", lineStyle: { width: 2.5 } },
            lineStyle: { color: theme.quiet, opacity: 0.55 },
            label: { show: true, position: "bottom", distance: 3, color: theme.text, fontSize: 11, formatter: (hit) => short(hit.data.title, Math.floor(step / 6.2)) },
            data: drawn.map(({ node, x, y }) => ({ id: node.id, name: node.id, x, y, title: node.label, lines: node.lines, category: groups.indexOf(node.group), cursor: onNode ? "pointer" : "default" })),
            links: links.map((link) => ({
              source: link.from, target: link.to, title: link.title, lines: link.lines || [],
              lineStyle: { type: link.isGuess ? "dotted" : "solid", curveness: columnOf.get(link.from) === columnOf.get(link.to) ? 0.5 : 0.1 },
            })),
          },
        ],
      };
    },
  });
}

/* Places by id; a few rounds bring each thing to the middle of its neighbours, then the column is spread evenly. */
function layout(nodes, links) {
  const byColumn = new Map();
  nodes.forEach((node) => byColumn.set(node.column, [...(byColumn.get(node.column) || []), node]));
  const places = new Map();
  const spread = (column, list) => list.forEach((node, index) => places.set(node.id, { x: column, y: (index + 1) / (list.length + 1) }));
  byColumn.forEach((list, at) => spread(at, list));
  const neighbours = new Map(nodes.map((node) => [node.id, []]));
  links.forEach((link) => {
    neighbours.get(link.from).push(link.to);
    neighbours.get(link.to).push(link.from);
  });
  const middle = (node) => {
    const near = neighbours.get(node.id);
    return near.length ? near.reduce((sum, id) => sum + places.get(id).y, 0) / near.length : places.get(node.id).y;
  };
  for (let round = 0; round < 8; round++) {
    byColumn.forEach((list, at) => spread(at, list.sort((one, other) => middle(one) - middle(other))));
  }
  return places;
}
