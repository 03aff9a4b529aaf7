"""Reads a calendar from standard input with icalendar and says as JSON what it found in it."""
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


calendars = Calendar.from_ical(sys.stdin.buffer.read(), multiple=True)
calendar = calendars[0]
json.dump(
    {
        "count": len(calendars),
        "product": words(calendar, "prodid"),
        "name": words(calendar, "x-wr-calname"),
        "description": words(calendar, "x-wr-caldesc"),
        "events": [event(one) for one in calendar.walk("VEVENT")],
    },
    sys.stdout,
)
