"""Compares the Kubernetes manifests on pages with Kubernetes' own schema, unknown fields included.

usage: check_manifests.py PAGE...

Every block of YAML is parsed. Objects of Kubernetes are compared as they are; of a SparkApplication, which is
the Spark operator's, the pod templates are.
"""

import re
import sys

import kubernetes_validate
import yaml

VERSION = "1.33"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
OPERATOR = "sparkoperator.k8s.io/"


def manifests(page):
    """Returns line and content of every YAML document on a page."""
    with open(page, encoding="utf-8") as file:
        text = file.read()
    for block in BLOCK.finditer(text):
        line = text.count("\n", 0, block.start()) + 1
        for document in yaml.safe_load_all(block[1]):
            yield line, document


def objects(manifest):
    """Returns what of a manifest Kubernetes itself has a schema of."""
    version = manifest.get("apiVersion", "") if isinstance(manifest, dict) else ""
    if not version:
        return []
    if not version.startswith(OPERATOR):
        return [manifest]
    spec = manifest["spec"]
    templates = [spec[role]["template"] for role in ("driver", "executor") if "template" in spec[role]]
    return [{"apiVersion": "v1", "kind": "Pod", **template} for template in templates]


def problem(part):
    """Returns what is wrong with an object, or None."""
    named = {**part, "metadata": {"name": "unnamed", **part.get("metadata", {})}}
    try:
        kubernetes_validate.validate(named, VERSION, strict=True)
    except kubernetes_validate.ValidationError as error:
        return f"{'/'.join(str(step) for step in error.path)}: {error.message}"
    return None


def main(pages):
    """Prints what is wrong, and how much was looked at."""
    checked, problems = 0, []
    for page in pages:
        for line, manifest in manifests(page):
            for part in objects(manifest):
                checked += 1
                found = problem(part)
                if found:
                    problems.append(f"{page}:{line}: {part.get('kind')} {found}")
    print("\n".join(problems) or f"docs: {checked} Kubernetes objects as the schema of {VERSION} has them")
    return 1 if problems or not checked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
