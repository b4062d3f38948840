"""What every answer carries, and what is refused."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from whyhere.web.app import application

if TYPE_CHECKING:
    from whyhere.pipeline import Desk

EVERYWHERE = ["/", "/api", "/place/101", "/place/101.json", "/place/101.md", "/ask/control/101", "/nothing", "/place/x"]


@pytest.mark.parametrize("address", EVERYWHERE)
def test_headers_are_strict_on_every_answer(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "private, no-cache"
    assert "set-cookie" not in headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"script|unsafe|\*|http", policy)


@pytest.mark.parametrize("address", ["/", "/place/101", "/nothing"])
def test_the_policy_lets_in_the_style_sheet_that_is_there(client: TestClient, address: str) -> None:
    found = client.get(address)
    styles = re.findall(r"<style>(.*?)</style>", found.text, flags=re.DOTALL)
    assert len(styles) == 1
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in found.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_reading(client: TestClient, method: str) -> None:
    found = client.request(method, "/")
    assert found.status_code == 405
    assert found.headers["allow"] == "GET, HEAD"


def test_head_is_reading(client: TestClient) -> None:
    found = client.head("/")
    assert (found.status_code, found.content) == (200, b"")


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/nothing", 404, "first page"),
        ("/place/999", 404, "No place with the id 999"),
        ("/place/Velm", 400, "is no id of a place"),
        ("/place/101?as_of=2031-06-31", 400, "YYYY-MM-DD"),
        ("/place/101?as_of=20310605", 400, "YYYY-MM-DD"),
        ("/place/101?as_of=now%3Cscript%3E", 400, "YYYY-MM-DD"),
        ("/ask/secrets/101", 404, "there are control"),
        ("/ask/control/1e3", 400, "is no id"),
        ("/report/none", 404, "no report"),
        ("/report/..%2f..%2fetc", 404, "Nothing has this address"),
        ("/report/a b", 400, "no id of a report"),
        ("/?q=" + "a" * 101, 400, "100 characters"),
        ("/?q=a%00b", 400, "100 characters"),
        ("/?" + "a" * 1100, 400, "longer than"),
        ("/" + "a" * 1100, 400, "longer than"),
    ],
)
def test_what_is_asked_amiss_is_a_page_that_says_so(client: TestClient, address: str, status: int, told: str) -> None:
    found = client.get(address)
    assert found.status_code == status
    assert told in found.text
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script" not in found.text


@pytest.mark.parametrize("span", ["5", "9-5", "0-99999", "-1-4", "a-b", "1-2-3", "5-5"])
def test_a_stretch_outside_of_the_text_is_refused(client: TestClient, desk: Desk, span: str) -> None:
    report = desk.ledger.reports()[0].id
    found = client.get(f"/report/{report}?span={span}")
    assert found.status_code == 400
    assert "START-END" in found.text


@pytest.mark.parametrize("address", ["/place/x.json", "/ask/control/999.json", "/api?as_of=x"])
def test_programs_are_told_in_json(client: TestClient, address: str) -> None:
    found = client.get(address)
    assert found.status_code in {400, 404}
    assert found.json().keys() == {"error", "message"}


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8765", 200), ("localhost", 200), ("[::1]:8765", 200), ("evil.example", 400), ("127.0.0.1.evil.example", 400), ("", 400)],
)  # fmt: skip
def test_on_this_machine_only_its_own_names_are_answered(client: TestClient, host: str, status: int) -> None:
    assert client.get("/", headers={"Host": host}).status_code == status


def test_behind_a_name_of_its_own_any_name_is_answered(desk: Desk) -> None:
    outward = TestClient(application(desk, local=False), base_url="http://desk.example")
    assert outward.get("/").status_code == 200
