"""The plan that comes with the product, its answers, and the shared form of both."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

import measures
from measures.answers_file import Answers, read_answers
from measures.plan import Plan
from measures.plan_file import read_plan

PLANS = Path(measures.__file__).parent / "plans"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "measures-2568.yaml"


@pytest.fixture(scope="session")
def plan_text() -> str:
    return (PLANS / "takbai-2568.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def plan(plan_text: str) -> Plan:
    return read_plan(plan_text)


@pytest.fixture(scope="session")
def answers(plan: Plan) -> Answers:
    return read_answers((PLANS / "takbai-2568-answers.toml").read_text(encoding="utf-8"), plan)


@pytest.fixture(scope="session")
def shared() -> dict[str, Any]:
    """The shared YAML; a checkout by itself does not have it."""
    if not SHARED.exists():
        if os.environ.get("REQUIRE_CONTRACTS") == "1":
            pytest.fail(f"{SHARED} is not there")
        pytest.skip("the shared plan is not beside this checkout")
    found: dict[str, Any] = yaml.safe_load(SHARED.read_text(encoding="utf-8"))
    return found
