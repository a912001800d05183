"""Says after a run how many of the hard cases are right."""

from __future__ import annotations


def pytest_terminal_summary(terminalreporter):
    runs = {
        outcome: sum("test_hard_case[" in report.nodeid for report in terminalreporter.stats.get(outcome, ()) if hasattr(report, "nodeid"))
        for outcome in ("passed", "xfailed", "failed", "xpassed")
    }
    if total := sum(runs.values()):
        right = runs["passed"] + runs["xpassed"]
        terminalreporter.write_line(f"hard cases: {right} of {total} right ({right / total:.0%})")
