"""Service providers that others wrote, as they sign people out: python3-saml, by HTTP-Redirect, and pysaml2, by HTTP-POST too, which has
xmlsec1 make and verify signatures. Ringside is their identity provider.

One JSON object on standard input, one on standard output:
{"peer", "post": bool, "metadata": XML, "entity_id", "slo", "key", "certificate": PEM, and one of
 "leave": {"name", "format", "index"} -> {"message", "id"}: asks to end that session
 "ended": {"message", "id"} -> {}: takes the answer to that request
 "told": {"message"} -> {"message", "name", "indexes"}: takes a request, and answers it}
A message is an address, or with "post" what a form holds. What a peer does not take is {"why"}.
"""

import base64
import json
import os
import shutil
import sys
import tempfile
import time
from urllib.parse import parse_qsl, urlsplit

from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.logout_request import OneLogin_Saml2_Logout_Request
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.saml import NameID
from saml2.sigver import RSACrypto, verify_redirect_signature
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"


def need(holds, why):
    if not holds:
        raise ValueError(why)


class Python3SAML:
    def __init__(self, work, _):
        self.work = work
        parsed = OneLogin_Saml2_IdPMetadataParser.parse(work["metadata"], required_slo_binding=BINDING_HTTP_REDIRECT)
        own = {
            "entityId": work["entity_id"], "assertionConsumerService": {"url": work["slo"]}, "singleLogoutService": {"url": work["slo"]},
            "privateKey": work["key"], "x509cert": work["certificate"],
        }
        security = {"logoutRequestSigned": True, "logoutResponseSigned": True, "wantMessagesSigned": True, "rejectDeprecatedAlgorithm": True}
        self.settings = OneLogin_Saml2_IdPMetadataParser.merge_settings(parsed, {"strict": True, "sp": own, "security": security})

    def auth(self, message=None):
        at = urlsplit(self.work["slo"])
        query = urlsplit(message).query if message else ""
        request = {
            "https": "on", "http_host": at.netloc, "script_name": at.path, "get_data": dict(parse_qsl(query)), "post_data": {},
            "query_string": query, "validate_signature_from_qs": True,
        }
        return OneLogin_Saml2_Auth(request, self.settings)

    def leave(self, name, format, index):
        auth = self.auth()
        url = auth.logout(return_to="back", name_id=name, name_id_format=format, session_index=index)
        return {"message": url, "id": auth.get_last_request_id()}

    def ended(self, message, id):
        auth = self.auth(message)
        auth.process_slo(request_id=id, delete_session_cb=lambda: None)
        need(not auth.get_errors(), f"{auth.get_errors()} {auth.get_last_error_reason()}")
        return {}

    def told(self, message):
        auth = self.auth(message)
        url = auth.process_slo(delete_session_cb=lambda: None)
        need(not auth.get_errors(), f"{auth.get_errors()} {auth.get_last_error_reason()}")
        text = auth.get_last_request_xml()
        return {
            "message": url, "name": OneLogin_Saml2_Logout_Request.get_nameid(text),
            "indexes": OneLogin_Saml2_Logout_Request.get_session_indexes(text),
        }


class PySAML2:
    def __init__(self, work, folder):
        self.work, self.binding = work, BINDING_HTTP_POST if work["post"] else BINDING_HTTP_REDIRECT
        files = {}
        for kind in ("key", "certificate"):
            files[kind] = os.path.join(folder, kind)
            with open(files[kind], "w") as f:
                f.write(work[kind])
        loaded = SPConfig()
        loaded.load({
            "entityid": work["entity_id"], "metadata": {"inline": [work["metadata"]]}, "xmlsec_binary": shutil.which("xmlsec1"),
            "key_file": files["key"], "cert_file": files["certificate"], "accepted_time_diff": 60,
            "service": {"sp": {
                "endpoints": {
                    "assertion_consumer_service": [(work["slo"], BINDING_HTTP_POST)],
                    "single_logout_service": [(work["slo"], self.binding)],
                },
                "logout_requests_signed": True, "logout_responses_signed": True, "signing_algorithm": SIG_RSA_SHA256,
                "digest_algorithm": DIGEST_SHA256,
            }},
        })  # fmt: skip
        self.client = Saml2Client(config=loaded)
        self.idp = next(iter(self.client.metadata.keys()))

    def sent(self, info, parameter):
        if not self.work["post"]:
            return dict(info["headers"])["Location"]
        return info["data"].split(f'name="{parameter}" value="', 1)[1].split('"', 1)[0]

    def parts(self, message, parameter):
        """The message, and what its address is signed with; of a form the XML is."""
        if self.work["post"]:
            return message, {}
        query = dict(parse_qsl(urlsplit(message).query))
        keys = [cert for _, cert in self.client.metadata.certs(self.idp, "any", "signing")]
        need(any(verify_redirect_signature(dict(query), RSACrypto(None), key) for key in keys), "the signature of the address is wrong")
        return query[parameter], {"relay_state": query.get("RelayState"), "sigalg": query["SigAlg"], "signature": query["Signature"]}

    def leave(self, name, format, index):
        to = self.client.metadata.single_logout_service(self.idp, self.binding, "idpsso")[0]["location"]
        id, request = self.client.create_logout_request(
            to, self.idp, name_id=NameID(text=name, format=format), session_indexes=[index], expire=None, sign=self.work["post"],
            sign_alg=SIG_RSA_SHA256, digest_alg=DIGEST_SHA256,
        )
        info = self.client.apply_binding(self.binding, str(request), to, "back", sign=not self.work["post"], sigalg=RSA_SHA256)
        return {"message": self.sent(info, "SAMLRequest"), "id": id}

    def ended(self, message, id):
        text, _ = self.parts(message, "SAMLResponse")
        if self.work["post"]:
            need(b"SignatureValue" in base64.b64decode(text), "the answer is not signed")
        answer = self.client.parse_logout_request_response(text, self.binding)
        need(answer is not None and answer.in_response_to == id, "an answer to another request")
        need(answer.status_ok(), "the answer is no success")
        return {}

    def told(self, message):
        text, more = self.parts(message, "SAMLRequest")
        if self.work["post"]:
            need(b"SignatureValue" in base64.b64decode(text), "the request is not signed")
        asked = self.client.parse_logout_request(text, self.binding, **more).message
        name = asked.name_id
        self.client.users.add_information_about_person({"name_id": name, "issuer": self.idp, "ava": {}, "not_on_or_after": time.time() + 600})
        info = self.client.handle_logout_request(text, name, self.binding, sign_alg=SIG_RSA_SHA256, digest_alg=DIGEST_SHA256, **more)
        return {"message": self.sent(info, "SAMLResponse"), "name": name.text, "indexes": [i.text for i in asked.session_index]}


def main():
    work = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        peer = {"python3-saml": Python3SAML, "pysaml2": PySAML2}[work["peer"]](work, folder)
        what = next(name for name in ("leave", "ended", "told") if work.get(name))
        try:
            answer = getattr(peer, what)(**work[what])
        except Exception as e:  # whatever a message makes it raise is a refusal
            answer = {"why": f"{type(e).__name__}: {e}"}
    json.dump(answer, sys.stdout)


main()
