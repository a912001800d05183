"""Finds copies in stories of which it is known which are copies, and prints precision and recall of pairs.

    python benchmarks/copies.py [--seed N] [--crises N] [--json]

A pair is right when both stories hold words of one dispatch. The stories are made by ``copied_stories.py``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from itertools import combinations

from copied_stories import Made, make_copies

from dragoman.assembling.copies import CopyFinder, find_dispatches
from dragoman.lexicon import load_lexicon


def score(made: list[Made], finder: CopyFinder) -> dict[str, float]:
    """Precision and recall of pairs, of all and of the copies made in each way, and the share of dispatches whose agency was found."""
    began = time.perf_counter()
    dispatches = find_dispatches([one.document for one in made], finder)
    taken = time.perf_counter() - began
    by_id = {one.document.id: one for one in made}
    found = {pair for dispatch in dispatches for pair in combinations(sorted({copy.document for copy in dispatch.copies}), 2)}
    holders: dict[str, list[str]] = {}
    for one in made:
        for dispatch_id in one.dispatches:
            holders.setdefault(dispatch_id, []).append(one.document.id)
    true = {pair for ids in holders.values() for pair in combinations(sorted(ids), 2)}
    figures = {
        "stories": len(made),
        "pairs": len(true),
        "precision": len(found & true) / len(found),
        "recall": len(found & true) / len(true),
    }
    figures["stories_per_s"] = len(made) / taken
    sent = {one.document.id: one.document.source for one in made if one.how == "sent"}
    origins = [dispatch.origin == sent[copy.document] for dispatch in dispatches for copy in dispatch.copies if copy.document in sent]
    figures["origin_right"] = sum(origins) / len(origins)
    missed, wrong, of_how = Counter[str](), Counter[str](), Counter[str]()
    for pair in true | found:
        for how in {by_id[id].how for id in pair}:
            of_how[how] += pair in true
            missed[how] += pair in true and pair not in found
            wrong[how] += pair in found and pair not in true
    for how in sorted(of_how):
        figures[f"recall of {how}"] = 1 - missed[how] / of_how[how]
        figures[f"wrong pairs of {how}"] = wrong[how]
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--crises", type=int, default=60)
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    words = parser.parse_args()
    figures = score(make_copies(words.seed, words.crises), CopyFinder(load_lexicon()))
    print(json.dumps(figures) if words.json else "\n".join(f"{name:<40} {value:,.4g}" for name, value in figures.items()))
