"""Writes networks.json, by which the builders of networks in Java and in Python are held to Keras, and to each other.

    pip install keras jax            # Keras 3
    python make_networks.py

Each network below is a list of layers, or a graph of them, in Keras's words. Keras itself builds it and says what its layers
are called, what shapes and how many weights they have. The JSON of each is what the builder in Python writes; it is checked
here to be a part of what Keras writes, and to be read by Keras as the same network. Each mistake has the message of the
builder in Python, which is to be read by whoever runs this: it is compared with nothing.
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[4]
sys.path.insert(0, str(ROOT / "python" / "src"))
sys.path.insert(0, str(ROOT / "python" / "tests"))

from network_cases import MISTAKES, NETWORKS, built, checked_by_keras, message  # noqa: E402


def main():
    cases = []
    for case in NETWORKS:
        network = built(case)
        cases.append({**case, **checked_by_keras(case, network.to_json()), "json": json.loads(network.to_json())})
    mistakes = [{**case, "message": message(case)} for case in MISTAKES]
    lines = {key: ",\n".join(map(json.dumps, each)) for key, each in (("networks", cases), ("mistakes", mistakes))}
    text = f'{{"networks": [\n{lines["networks"]}\n],\n"mistakes": [\n{lines["mistakes"]}\n]}}\n'
    (HERE / "networks.json").write_text(text)
    for case in mistakes:
        print(case["message"])


if __name__ == "__main__":
    main()
