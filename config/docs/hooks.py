"""What the site shows otherwise than GitHub does, of the same pages.

Programs in several languages that follow each other become tabs; a comment `<!-- site: api -->` becomes
the links to what bin/docs builds beside the pages; the letters of the estimators of a Param stay on a line.
"""

import os
import re

TITLES = {"python": "Python", "scala": "Scala", "java": "Java"}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```[ \t]*\n", re.MULTILINE | re.DOTALL)
ESTIMATORS = re.compile(r"(?<=\| )[CREA](?: [CREA])+(?= \|)")
API = "<!-- site: api -->"
API_FOLDERS = {"java": "Java and Scala (Javadoc)"}


def on_page_markdown(markdown, page, config, files):
    """Changes the text of a page before it is rendered."""
    text = ESTIMATORS.sub(lambda found: found[0].replace(" ", "&nbsp;"), _as_tabs(markdown))
    return text.replace(API, _api_links(config.site_dir)) if API in text else text


def _as_tabs(text):
    pieces, run, end = [], [], 0
    for match in FENCE.finditer(text):
        between = text[end : match.start()]
        follows = run and match[1] not in {language for language, _ in run} and not between.strip()
        if match[1] not in TITLES or not follows:
            pieces += [_run(run), between]
            run = []
        if match[1] in TITLES:
            run.append((match[1], match[0]))
        else:
            pieces.append(match[0])
        end = match.end()
    return "".join(pieces + [_run(run), text[end:]])


def _run(programs):
    if len(programs) < 2:
        return "".join(program for _, program in programs)
    tabs = []
    for language, program in programs:
        indented = "".join("    " + line if line.strip() else line for line in program.splitlines(True))
        tabs.append(f'=== "{TITLES[language]}"\n\n{indented}\n')
    return "\n" + "".join(tabs)


def _api_links(site):
    built = os.path.join(os.path.dirname(site), "docs", "api")  # bin/docs moves it into the site
    found = [
        f'- <a href="api/{folder}/index.html">{title}</a>\n'
        for folder, title in API_FOLDERS.items()
        if os.path.exists(os.path.join(built, folder, "index.html"))
    ]
    return "".join(found)
