"""Holds JSON against the model of Amazon Connect that botocore ships."""

import re

from botocore.validate import ParamValidator


def faults(value, shape, path):
    """Yields what is wrong with a request or an answer: types, members that are missing or not in the model, lengths, and
    words that are not in their enumeration or do not fit their pattern."""
    report = ParamValidator().validate(value, shape)
    if report.has_errors():
        yield f"{path}: {report.generate_report()}"
    else:
        yield from words(value, shape, path)


def words(value, shape, path):
    """Yields what botocore's own validation leaves alone."""
    size = value if shape.type_name in ("integer", "long") else len(value) if shape.type_name in ("string", "list") else 0
    if size > shape.metadata.get("max", size):
        yield f"{path}: {size} is more than {shape.metadata['max']}"
    if shape.type_name == "structure":
        for name, member in value.items():
            yield from words(member, shape.members[name], f"{path}.{name}")
    elif shape.type_name == "list":
        for member in value:
            yield from words(member, shape.member, path + "[]")
    elif shape.type_name == "map":
        for member in value.values():
            yield from words(member, shape.value, path + "{}")
    elif shape.type_name == "string":
        if shape.enum and value not in shape.enum:
            yield f"{path}: {value!r} is not one of {shape.enum}"
        if "pattern" in shape.metadata and not fits(value, shape.metadata["pattern"]):
            yield f"{path}: {value!r} does not match {shape.metadata['pattern']}"


def fits(value, pattern):
    """Patterns with classes of Unicode (\\p{L}), which Python cannot read, are taken to fit."""
    return r"\p{" in pattern or re.match(pattern, value)
