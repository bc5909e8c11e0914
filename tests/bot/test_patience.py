from bot.patience import BURST, CALM, FREE_IN_HAND, PEOPLE, RATE, Patience


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_person_who_types_is_never_slowed() -> None:
    clock = Clock()
    patience = Patience(clock)
    for _ in range(2_000):
        clock.now += 1.0
        assert patience.judge(1) == "pass"


def test_who_waits_for_the_answers_may_ask_as_fast_as_they_come() -> None:
    patience = Patience(Clock())
    assert patience.judge(1) == "pass"
    for _ in range(10_000):
        assert patience.judge(1) == "pass"
        patience.done(1)


def test_a_burst_passes_and_then_one_is_told_once() -> None:
    patience = Patience(Clock())
    verdicts = [patience.judge(1) for _ in range(500)]
    burst = int(BURST) + FREE_IN_HAND
    assert verdicts[:burst] == ["pass"] * burst
    assert verdicts.count("tell") == 1
    assert verdicts.count("pass") == burst


def test_who_goes_on_flooding_is_served_at_a_persons_rate_and_not_told_again() -> None:
    clock = Clock()
    patience, verdicts = Patience(clock), []
    for _ in range(6_000):
        clock.now += 0.01
        verdicts.append(patience.judge(1))
    assert verdicts.count("tell") == 1
    assert verdicts.count("pass") <= BURST + FREE_IN_HAND + RATE * 60 + 1


def test_who_calmed_down_is_told_again_the_next_time() -> None:
    clock = Clock()
    patience = Patience(clock)
    for _ in range(2):
        assert "tell" in [patience.judge(1) for _ in range(500)]
        clock.now += CALM / RATE + 1  # what passed is still in hand: an answer may take that long


def test_one_persons_flood_is_nobody_elses() -> None:
    patience = Patience(Clock())
    for _ in range(500):
        patience.judge(1)
    assert patience.judge(2) == "pass"


def test_no_more_people_are_remembered_than_there_is_room_for() -> None:
    patience = Patience(Clock())
    for person in range(3 * PEOPLE):
        patience.judge(person)
    assert len(patience._buckets) == PEOPLE
