"""An evaluation in words for a terminal."""

from __future__ import annotations

from kg.evaluate.scores import Rate, Scores


def render(scores: Scores, errors: bool = True) -> str:
    """A table of the rates and, with ``errors``, every miss below it."""
    lines = [f"{'':<10} {'P':>6} {'R':>6} {'F1':>6} {'found':>6} {'gold':>6}"]
    lines += [_row(name, rate) for name, rate in scores.rates().items()]
    if errors:
        for name, misses in scores.misses.items():
            lines += _listing(f"{name} missed", misses.missed)
            lines += _listing(f"{name} extra", misses.extra)
    return "\n".join(lines) + "\n"


def _row(name: str, rate: Rate) -> str:
    shares = f"{rate.precision:>6.3f} {rate.recall:>6.3f} {rate.f1:>6.3f}"
    return f"{name:<10} {shares} {rate.found:>6} {rate.gold:>6}"


def _listing(title: str, rows: tuple[str, ...]) -> list[str]:
    return ["", f"{title} ({len(rows)})", *(f"  {row}" for row in rows)] if rows else []
