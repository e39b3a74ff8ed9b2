"""Posts against each other: what the text once calls former is former wherever its page speaks of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.types import Claim, Fact, Post

#: The rules by which somebody leads what he has a post in.
_BY_POST = "posts."


def without_former_leads(claims: Sequence[Claim[str]]) -> list[Claim[str]]:
    """``claims`` with former posts marked throughout their page, and without those who lead by a former post alone."""
    posts = [claim for claim in claims if isinstance(claim, Post) and not claim.proposed]
    former = {_post(claim) for claim in posts if claim.former}
    current = {_post(claim)[:3] for claim in posts if _post(claim) not in former}
    kept: list[Claim[str]] = []
    for claim in claims:
        if isinstance(claim, Post):
            over = claim.former or (_post(claim) in former and not _has_begun(claim))
            kept.append(replace(claim, former=over and not claim.proposed))
        elif not isinstance(claim, Fact) or claim.predicate != "leads" or _still(claim, current):
            kept.append(claim)
    return kept


def _has_begun(post: Post[str]) -> bool:
    """Whether the words say since when it is held, and of no end: a post can be held twice."""
    return post.since is not None and post.until is None


def _post(post: Post[str]) -> tuple[str, str, str, str]:
    return post.source.page, post.person, post.body, post.title


def _still(claim: Fact[str], current: set[tuple[str, str, str]]) -> bool:
    """Whether somebody holds the post still by which he leads, or leads by none (某某创办了某公司)."""
    if not claim.source.rule.startswith(_BY_POST):
        return True
    return claim.object is not None and (claim.source.page, claim.subject, claim.object) in current
