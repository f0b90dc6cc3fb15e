"""What no longer agrees is named: the session, the total, the rule, in words."""

from dataclasses import replace
from datetime import date

from mentorship.packet.differences import differences
from mentorship.packet.shape import Packet, Person, Prerequisite
from tests.packet.packets import packet, session

SEALED = packet(3)


def changed(place: int, **changes: object) -> Packet:
    rows = list(SEALED.sessions)
    rows[place] = replace(rows[place], **changes)  # type: ignore[arg-type]
    return replace(SEALED, sessions=tuple(rows))


def test_the_same_packet_has_no_differences():
    assert differences(SEALED, packet(3)) == []


def test_where_a_record_came_from_is_no_difference():
    current = changed(0, file="another.xlsx", row=9)
    current = replace(current, records=replace(current.records, digest="other", files=("another.xlsx",)))
    assert differences(SEALED, current) == []


def test_the_order_of_sessions_is_no_difference():
    assert differences(SEALED, replace(SEALED, sessions=SEALED.sessions[::-1])) == []


def test_minutes_that_differ_are_said_for_the_session():
    assert differences(SEALED, changed(2, credited_minutes=30, outcome="reduced")) == [
        "13 Jan 2025, 1x1 mentorship with Aiko Tanaka: credited 1 h 15 in the packet, 30 min now; "
        "outcome credited in the packet, reduced now."
    ]


def test_a_session_that_moved_is_the_same_session():
    assert differences(SEALED, changed(2, held_on=date(2025, 1, 14))) == [
        "13 Jan 2025, 1x1 mentorship with Aiko Tanaka: held on 13 Jan 2025 in the packet, 14 Jan 2025 now."
    ]


def test_a_session_that_is_gone_and_one_that_came_are_said_in_the_order_of_their_days():
    current = replace(SEALED, sessions=(*SEALED.sessions[1:], session(8)))
    assert differences(SEALED, current) == [
        "7 Jan 2025, Treatment received with Marta Sørensen: in the packet, but not in the records.",
        "31 Jan 2025, Small group “Thursday circle” with Ruth Okonkwo: in the records, but not in the packet.",
    ]


def test_sessions_without_an_id_are_told_apart_by_day_and_activity():
    sealed = replace(SEALED, sessions=(session(0, session_id=None), session(0, session_id=None, recorded_minutes=30)))
    current = replace(sealed, sessions=(sealed.sessions[1], session(0, session_id=None, with_whom="Ruth Okonkwo")))
    assert differences(sealed, current) == [
        "7 Jan 2025, Treatment received with Marta Sørensen: led by Marta Sørensen in the packet, Ruth Okonkwo now."
    ]


def test_a_session_on_record_twice_and_once_in_the_packet_is_one_more():
    current = replace(SEALED, sessions=(*SEALED.sessions, SEALED.sessions[0]))
    assert len(differences(SEALED, current)) == 1


def test_totals_dates_and_prerequisites_are_said_with_both_values():
    tier = replace(
        SEALED.tier,
        reached_on=date(2025, 10, 20),
        minutes_short=0,
        prerequisite=Prerequisite("Techniques certification", None),
        requirements=(replace(SEALED.tier.requirements[0], counted_minutes=360), *SEALED.tier.requirements[1:]),
    )
    assert differences(SEALED, replace(SEALED, tier=tier)) == [
        "First 24 hours: reached not yet in the packet, on 20 Oct 2025 by the records.",
        "First 24 hours: 20 h 15 still to go in the packet, 0 h by the records.",
        "Prerequisite: none in the packet, Techniques certification not held by the records.",
        "Treatment received: 1 h counted in the packet, 6 h by the records.",
    ]


def test_rules_and_readings_are_named():
    rules = SEALED.rules
    readings = (replace(rules.readings[0], value="refuse"), *rules.readings[1:])
    current = replace(SEALED, rules=replace(rules, digest="0000", readings=readings))
    assert differences(SEALED, current) == [
        "Rules: the packet applied iahe-2014 (9c1f04d2a7b35e68), today it is iahe-2014 (0000).",
        "Reading standing_unknown: credit in the packet, refuse today.",
    ]


def test_a_minimum_that_changed_is_a_difference_of_the_rules():
    first, *others = SEALED.tier.requirements
    tier = replace(SEALED.tier, requirements=(replace(first, required_minutes=240), *others))
    assert differences(SEALED, replace(SEALED, tier=tier)) == [
        "Treatment received: the packet asks for 6 h of A, the rules of today for 4 h of A."
    ]


def test_another_person_rulings_questions_and_day_are_said():
    current = replace(
        SEALED, mentee=Person("b@example.org", "Bo"), rulings=(), open_questions=("New?",), as_of=date(2025, 12, 1)
    )
    found = differences(SEALED, current)
    assert found[0] == "The packet is about ana.diaz@example.org; the records give b@example.org."
    assert found[1] == "The packet names Ana Díaz; the records name Bo."
    assert found[2].startswith("The packet has a ruling that is not there today: 7, accepted: 1x1 mentorship")
    assert found[3].startswith("The packet has an open question that is not there today: Two sessions")
    assert found[4] == "There is an open question today that is not in the packet: New?"
    assert found[5] == "The packet is as of 3 Nov 2025; it was compared as of 1 Dec 2025."
