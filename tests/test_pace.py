"""Claims about the pace of sending, in seconds of a clock that the test holds."""

from mail.pace import Pace, domain_of


def gone_at(pace: Pace, *addresses: str) -> list[float]:
    """When each of the letters goes, each as soon as it may."""
    moments, now = [], 0.0
    for address in addresses:
        now = max(now, pace.free_at(address))
        pace.went(address, now)
        moments.append(now)
    return moments


def test_without_a_limit_all_go_at_once() -> None:
    assert gone_at(Pace(), "a@x.vn", "b@x.vn", "c@y.vn") == [0, 0, 0]


def test_a_limit_spreads_letters_evenly_over_the_minute() -> None:
    assert gone_at(Pace(per_minute=30), "a@x.vn", "b@y.vn", "c@z.vn") == [0, 2, 4]


def test_a_domain_has_its_own_limit_and_holds_up_no_other() -> None:
    pace = Pace(per_domain=6)
    pace.went("a@x.vn", 0)
    assert (pace.free_at("b@X.vn"), pace.free_at("b@y.vn")) == (10, 0)


def test_an_hour_of_silence_is_not_made_up_for_by_a_burst() -> None:
    pace = Pace(per_minute=60)
    pace.went("a@x.vn", 3600)
    pace.went("b@x.vn", 3600)
    assert pace.free_at("c@x.vn") == 3602


def test_in_trial_the_domain_is_the_one_the_address_stands_for() -> None:
    assert domain_of("so=tinh-x.gov.vn@trial.invalid") == domain_of("so@Tinh-X.gov.vn") == "tinh-x.gov.vn"
