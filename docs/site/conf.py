"""The documentation site: the Markdown files of the repository, searchable, without a server."""

project = "Spark Joy"
author = "the authors of Spark Joy"
project_copyright = "2026 the authors of Spark Joy"
extensions = ["myst_parser"]
root_doc = "index"
html_theme = "furo"
html_title = "Spark Joy"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_last_updated_fmt = None
html_show_sphinx = False
# Anchors as on GitHub, so that links work in both.
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
# Pages have language tags that have no highlighter here, such as cypher.
suppress_warnings = ["misc.highlighting_failure"]
