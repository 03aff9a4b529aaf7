"""Reads a calendar from standard input with icalendar and says as JSON what it found in it."""
import datetime
import json
import sys

from icalendar import Calendar


def words(component, name):
    found = component.get(name)
    return None if found is None else str(found)


def event(component):
    return {
        "uid": words(component, "uid"),
        "from": str(component.decoded("dtstart")),
        "to": str(component.decoded("dtend")),
        "zone": component["dtstart"].params.get("TZID"),
        "within": words(component, "related-to"),
        "class": words(component, "class"),
        "isDate": component["dtstart"].params.get("VALUE") == "DATE" and component["dtend"].params.get("VALUE") == "DATE",
        "summary": words(component, "summary"),
        "language": component["summary"].params.get("LANGUAGE"),
        "description": words(component, "description"),
        "location": words(component, "location"),
        "categories": [str(one) for one in component["categories"].cats] if "categories" in component else [],
        "url": words(component, "url"),
        "status": words(component, "status"),
        "sequence": int(component["sequence"]),
        "created": component.decoded("created").isoformat(),
        "changed": component.decoded("last-modified").isoformat(),
        "errors": [str(error) for error in component.errors],
    }


def zone(component):
    # The rules as the reader turns them into a time zone of its own, asked for the offset at each moment that is told.
    return {
        "id": words(component, "tzid"),
        "parts": [{"name": str(one["tzname"]), "kind": one.name, "from": str(one.decoded("dtstart")), "before": one.decoded("tzoffsetfrom").total_seconds() / 60, "after": one.decoded("tzoffsetto").total_seconds() / 60} for one in component.subcomponents],
    }


def moment(component):
    # icalendar knows zones by name from its own tables: here only the rules of the file count.
    start = component.decoded("dtstart")
    rules = next((one for one in calendar.walk("VTIMEZONE") if words(one, "tzid") == component["dtstart"].params.get("TZID")), None)
    return None if rules is None else rules.to_tz().localize(start.replace(tzinfo=None)).astimezone(datetime.timezone.utc).isoformat()


calendars = Calendar.from_ical(sys.stdin.buffer.read(), multiple=True)
calendar = calendars[0]
json.dump(
    {
        "count": len(calendars),
        "product": words(calendar, "prodid"),
        "name": words(calendar, "x-wr-calname"),
        "description": words(calendar, "x-wr-caldesc"),
        "events": [{**event(one), "moment": moment(one)} for one in calendar.walk("VEVENT")],
        "zones": [zone(one) for one in calendar.walk("VTIMEZONE")],
    },
    sys.stdout,
)
