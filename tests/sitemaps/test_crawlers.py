"""robots.txt."""

from urllib.robotparser import RobotFileParser

import pytest

from sitemaps.robots import ANSWERING, TRAINING, Policy, robots_txt

MAP = "https://example.org/sitemap.xml"


def rules(policy):
    parser = RobotFileParser()
    parser.parse(robots_txt(policy, [MAP]).splitlines())
    return parser


@pytest.mark.parametrize("policy", Policy)
def test_search_engines_may_read_everything(policy):
    """Whatever the setting says; and the sitemap is named."""
    assert rules(policy).can_fetch("Googlebot", "https://example.org/2026/")
    assert rules(policy).site_maps() == [MAP]


@pytest.mark.parametrize(
    ("policy", "training", "answering"),
    [(Policy.ALL, True, True), (Policy.SEARCH, False, True), (Policy.NONE, False, False)],
)
def test_the_policy_decides_on_programs_for_ai(policy, training, answering):
    """Each named program may read the site as the setting says."""
    parser = rules(policy)
    assert {parser.can_fetch(name, "https://example.org/") for name in TRAINING} == {training}
    assert {parser.can_fetch(name, "https://example.org/") for name in ANSWERING} == {answering}
