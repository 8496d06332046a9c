"""Contact records as recount.py reads them: the newest version of each, and their fields."""

import json
from datetime import datetime, timedelta, timezone


def newest_versions(path):
    """The newest version of each contact: greatest LastUpdateTimestamp, of equal ones the greater XXH64 of the bytes."""
    newest = {}
    with open(path, "rb") as lines:
        for line in lines:
            line = line.strip()
            record = json.loads(line)
            identity, updated = (record["InstanceARN"], record["ContactId"]), moment(record["LastUpdateTimestamp"])
            if identity in newest:
                known_updated, known_line, _ = newest[identity]
                if updated < known_updated or line == known_line:
                    continue
                if updated == known_updated and xxh64(line) < xxh64(known_line):
                    continue
            newest[identity] = updated, line, record
    return [record for _, _, record in newest.values()]


def xxh64(data):
    """XXH64 with seed 0, by its specification (github.com/Cyan4973/xxHash, doc/xxhash_spec.md)."""
    p1, p2, p3, p4, p5 = (
        0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5,
    )
    mask = 2**64 - 1

    def turn(x, by):
        return (x << by | x >> 64 - by) & mask

    def mixed(lane, into=0):
        return turn((into + lane * p2) & mask, 31) * p1 & mask

    def number(at, size):
        return int.from_bytes(data[at : at + size], "little")

    at, h = 0, p5
    if len(data) >= 32:
        lanes = [p1 + p2 & mask, p2, 0, -p1 & mask]
        while at + 32 <= len(data):
            lanes = [mixed(number(at + 8 * i, 8), lane) for i, lane in enumerate(lanes)]
            at += 32
        h = sum(turn(lane, by) for lane, by in zip(lanes, (1, 7, 12, 18))) & mask
        for lane in lanes:
            h = ((h ^ mixed(lane)) * p1 + p4) & mask
    h = h + len(data) & mask
    while at + 8 <= len(data):
        h = (turn(h ^ mixed(number(at, 8)), 27) * p1 + p4) & mask
        at += 8
    if at + 4 <= len(data):
        h = (turn(h ^ number(at, 4) * p1 & mask, 23) * p2 + p3) & mask
        at += 4
    for byte in data[at:]:
        h = turn(h ^ byte * p5 & mask, 11) * p1 & mask
    for shift, prime in ((33, p2), (29, p3), (32, 1)):
        h = (h ^ h >> shift) * prime & mask
    return h


def moment(text):
    """Milliseconds since 1970."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (at - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(milliseconds=1)


def field(record, *path):
    """The value at a path, None where it is absent, null, empty or the word null."""
    for name in path:
        record = record.get(name) if isinstance(record, dict) else None
    return None if record in ("", "null") else record


def when(record, *path):
    text = field(record, *path)
    return None if text is None else moment(text)


def seconds(start, end):
    return None if start is None or end is None else int((end - start) / 1000)


def added(*parts):
    """The sum of what is there, None where nothing is."""
    return None if all(p is None for p in parts) else sum(p or 0 for p in parts)


def not_below_zero(value):
    return None if value is None else max(0, value)
