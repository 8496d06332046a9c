"""Holds requests, as they were sent, against the model of Amazon Connect that botocore ships.

    requests.py < requests.json

requests.json is a list of {Method, Path, Query, Body}. Each complaint is a line on standard output; nothing there means all is
well.
"""

import json
import re
import sys
from urllib.parse import parse_qs, unquote

import botocore.session
from model import faults

service = botocore.session.get_session().get_service_model("connect")


def operation_of(request):
    """The operation that a method and a path mean, and what its path names."""
    for name in service.operation_names:
        operation = service.operation_model(name)
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(operation.http["requestUri"]))
        found = re.fullmatch(pattern, request["Path"])
        if found and operation.http["method"] == request["Method"]:
            return operation, {label: unquote(value) for label, value in found.groupdict().items()}
    return None, {}


def parameters(request, operation, named):
    """What the request says, wherever it says it, by the names of the operation's input."""
    said = json.loads(request["Body"]) if request["Body"] else {}
    query = parse_qs(request["Query"], keep_blank_values=True)
    for name, shape in operation.input_shape.members.items():
        place = shape.serialization
        if place.get("location") == "uri":
            said[name] = named[place["name"]]
        elif place.get("location") == "querystring" and place["name"] in query:
            values = query.pop(place["name"])
            if shape.type_name == "list":
                said[name] = values
            else:
                said[name] = int(values[0]) if shape.type_name == "integer" else values[0]
    return said, query


for request in json.load(sys.stdin):
    operation, named = operation_of(request)
    if operation is None:
        print(f"no operation is {request['Method']} {request['Path']}")
        continue
    said, strange = parameters(request, operation, named)
    for fault in faults(said, operation.input_shape, operation.name):
        print(fault)
    for name in strange:
        print(f"{operation.name}: nothing in the query is called {name}")
