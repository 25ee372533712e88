"""`make evals`: every case through the engine, a table, and sheets for raters."""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path

from bot.channels.model.client import ModelClient
from dialogues.authoring.loader import load
from tests.evals import outcomes
from tests.evals.cases import CASES, Case, all_cases
from tests.evals.model import Model, by_http, with_model
from tests.evals.play import Played, play
from tests.evals.scores import Score, score
from tests.evals.sheets import write_sheets
from tests.evals.table import tables

KEY = "SAMENSPRAAK_MODEL_KEY"
THIS = "this"
"""The name of the version that runs here."""


def main() -> None:
    options = _options()
    found = all_cases(options.cases)
    cases = {case.id: case for case in found if case.id in options.case or not options.case}
    content, model = load(options.content), None
    with asyncio.Runner() as runner:
        if options.model_url:
            content = with_model(content, options.model)
            client = ModelClient(
                options.model_url, options.model, os.environ.get(KEY, ""), options.model_seconds
            )
            prompts = content.asks.prompts
            model = Model(by_http(client, prompts, runner), options.model, prompts.version)
        played = {name: play(content, case, model) for name, case in cases.items()}
        if model:
            runner.run(client.close())
    scored = {name: score(cases[name], one) for name, one in played.items()}
    if options.verbose:
        for name in cases:
            print(_verbose(cases[name], played[name], scored[name]))
    print(tables(cases, played, scored))
    if model:
        print(f"\n{model.table()}")
    here = outcomes.outcomes(played)
    if options.save:
        outcomes.write(here, options.save)
    if options.sheets:
        others = dict(one.split("=", 1) for one in options.beside)
        versions = {THIS: here} | {n: outcomes.read(Path(path)) for n, path in others.items()}
        write_sheets(list(cases.values()), versions, options.sheets, options.seed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evals", description=__doc__)
    parser.add_argument("--case", nargs="*", default=[], help="only these, such as C01")
    parser.add_argument("--cases", type=Path, default=CASES, help="a folder with other cases")
    parser.add_argument("--content", type=Path, help="a folder with content of your own")
    parser.add_argument("--verbose", action="store_true", help="also each outcome and its faults")
    parser.add_argument("--save", type=Path, help="write what was said to this file")
    parser.add_argument("--sheets", type=Path, help="write a sheet a case into this folder")
    parser.add_argument(
        "--beside", nargs="*", default=[], help="NAME=FILE: a version that was saved, on the sheets"
    )
    parser.add_argument("--model-url", help="an OpenAI-compatible server, ending in /v1")
    parser.add_argument("--model", default="default", help="the name of a model there")
    parser.add_argument("--model-seconds", type=float, default=120.0, help="that one call may take")
    parser.add_argument("--seed", type=int, default=1, help="of the letters on the sheets")
    return parser.parse_args()


def _verbose(case: Case, played: Played, scored: Score) -> str:
    met = [
        f"[{'x' if held else ' '}] {point.text} ({point.kind})"
        for point, (_, held) in zip(case.points, scored.points, strict=True)
    ]
    broken = [f"fault, {rule}: {one}" for rule, found in scored.faults.items() for one in found]
    talk = [f"not asked: {played.left_out}", f"passed over: {played.passed}",
            f"put aside: {played.refused}", f"let go: {played.let_go}",
            f"in part: {played.in_part}", f"kept, and no answer: {played.stored}"]  # fmt: skip
    shown = outcomes.as_text(played.shown)
    return "\n".join([f"# {case.id}", shown, "", *met, *broken, *talk, ""])


if __name__ == "__main__":
    main()
