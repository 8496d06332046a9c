"""Service providers that others wrote: python3-saml, pysaml2, and xmlsec1 for signatures alone. Ringside is their identity provider.

One JSON object on standard input, one on standard output:
{"metadata": XML, "entity_id", "acs", "key"?, "certificate"?: PEM, "ask": bool, "encrypted"?: bool, "judge": {name: {"xml", "request"}}}
 -> {"asked": {peer: {"url", "id", "posted"?}}, "judged": {name: {peer: {"accepted", "who", "values", "why"}}}}
A request is signed where there is a key; with "encrypted" that decrypts assertions, and others are refused. "request" is the ID that an answer has to have, "" where nobody has asked. "values" are all of
the attributes', sorted.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from urllib.parse import urlsplit

from lxml import etree
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"


class Python3SAML:
    def __init__(self, work):
        at = urlsplit(work["acs"])
        self.request = {"https": "on", "http_host": at.netloc, "script_name": at.path, "get_data": {}, "post_data": {}}
        parsed = OneLogin_Saml2_IdPMetadataParser.parse(work["metadata"], required_sso_binding=REDIRECT)
        own = {"entityId": work["entity_id"], "assertionConsumerService": {"url": work["acs"]}}
        if work.get("key"):
            own |= {"privateKey": work["key"], "x509cert": work["certificate"]}
        security = {
            "rejectDeprecatedAlgorithm": True, "wantAssertionsSigned": True, "wantMessagesSigned": True,
            "authnRequestsSigned": bool(work.get("key")), "requestedAuthnContext": True, "wantAssertionsEncrypted": bool(work.get("encrypted")),
        }
        self.data = OneLogin_Saml2_IdPMetadataParser.merge_settings(parsed, {"strict": True, "sp": own, "security": security})

    def ask(self):
        auth = OneLogin_Saml2_Auth(self.request, self.data)
        url = auth.login(return_to="back")
        return {"url": url, "id": auth.get_last_request_id()}

    def judge(self, text, request):
        settings = OneLogin_Saml2_Settings(self.data)
        response = OneLogin_Saml2_Response(settings, base64.b64encode(text.encode()).decode())
        response.is_valid(self.request, request or None, raise_exceptions=True)
        return response.get_nameid(), [v for values in response.get_attributes().values() for v in values]


class PySAML2:
    def __init__(self, work, folder):
        config = {
            "entityid": work["entity_id"], "metadata": {"inline": [work["metadata"]]}, "xmlsec_binary": shutil.which("xmlsec1"),
            "allow_unknown_attributes": True, "accepted_time_diff": 60,
            "service": {"sp": {
                "endpoints": {"assertion_consumer_service": [(work["acs"], BINDING_HTTP_POST)]}, "allow_unsolicited": True,
                "want_response_signed": True, "want_assertions_signed": True, "authn_requests_signed": bool(work.get("key")),
                "name_id_format_allow_create": True,
            }},
        }
        if work.get("key"):
            for kind in ("key", "certificate"):
                with open(os.path.join(folder, kind), "w") as f:
                    f.write(work[kind])
            own = {"key_file": os.path.join(folder, "key"), "cert_file": os.path.join(folder, "certificate")}
            config |= own
            if work.get("encrypted"):
                config["encryption_keypairs"] = [own]
        loaded = SPConfig()
        loaded.load(config)
        self.acs, self.client = work["acs"], Saml2Client(config=loaded)

    def ask(self):
        request, info = self.client.prepare_for_authenticate(
            relay_state="back", binding=BINDING_HTTP_REDIRECT, sign=self.client.authn_requests_signed,
            sigalg="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        )
        return {"url": dict(info["headers"])["Location"], "id": request, "posted": self.posted()}

    def posted(self):
        """A request for HTTP-POST, signed by xmlsec1 as XML where it is signed."""
        to = self.client.metadata.single_sign_on_service(next(iter(self.client.metadata.keys())), BINDING_HTTP_POST)[0]["location"]
        _, text = self.client.create_authn_request(
            to, binding=BINDING_HTTP_POST, sign=self.client.authn_requests_signed, sign_alg=SIG_RSA_SHA256, digest_alg=DIGEST_SHA256
        )
        return base64.b64encode(str(text).encode()).decode()

    def judge(self, text, request):
        answer = self.client.parse_authn_request_response(
            base64.b64encode(text.encode()).decode(), BINDING_HTTP_POST, outstanding={request: "/"} if request else None
        )
        if answer is None:
            raise ValueError("no answer")
        if request and answer.in_response_to != request:
            raise ValueError("an answer to another request")
        return answer.name_id.text, [v for values in answer.ava.values() for v in values]


class XMLSec1:
    """Every signature that is there must be good, and both must be there. What was signed, it does not judge."""

    def __init__(self, work, folder):
        root = etree.fromstring(work["metadata"].encode())
        self.folder, self.keys, self.opens = folder, [], None
        if work.get("encrypted"):
            self.opens = os.path.join(folder, "opens")
            with open(self.opens, "w") as f:
                f.write(work["key"])
        for at, found in enumerate(root.iter("{http://www.w3.org/2000/09/xmldsig#}X509Certificate")):
            self.keys.append(os.path.join(folder, f"{at}.pem"))
            with open(self.keys[-1], "w") as f:
                f.write("-----BEGIN CERTIFICATE-----\n" + found.text + "\n-----END CERTIFICATE-----\n")

    def judge(self, text, _):
        name = os.path.join(self.folder, "message.xml")
        with open(name, "w") as f:
            f.write(text)
        ids = [
            "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion",
            "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:Response",
        ]
        for place in ("/*/*[local-name()='Signature']", "//*[local-name()='Assertion']/*[local-name()='Signature']"):
            if self.opens and "Assertion" in place:
                command = ["xmlsec1", "--decrypt", "--privkey-pem", self.opens, "--output", name + ".opened", name]
                subprocess.run(command, capture_output=True, check=True)
                name += ".opened"
            for key in self.keys:
                command = ["xmlsec1", "--verify", "--enabled-key-data", "rsa", "--pubkey-cert-pem", key, *ids, "--node-xpath", place, name]
                ran = subprocess.run(command, capture_output=True, text=True, check=False)
                if ran.returncode == 0:
                    break
            else:
                raise ValueError("no key fits the signature at " + place + ": " + ran.stderr[-300:])
        return "", []


def main():
    work = json.load(sys.stdin)
    answer = {"asked": {}, "judged": {}}
    with tempfile.TemporaryDirectory() as folder:
        peers = {"python3-saml": Python3SAML(work), "pysaml2": PySAML2(work, folder), "xmlsec1": XMLSec1(work, folder)}
        if work["ask"]:
            answer["asked"] = {name: peer.ask() for name, peer in peers.items() if hasattr(peer, "ask")}
        for message, of in (work["judge"] or {}).items():
            answer["judged"][message] = {}
            for name, peer in peers.items():
                try:
                    who, values = peer.judge(of["xml"], of["request"])
                    verdict = {"accepted": True, "who": who, "values": sorted(values), "why": ""}
                except Exception as e:  # whatever a message makes it raise is a refusal
                    verdict = {"accepted": False, "who": "", "values": [], "why": f"{type(e).__name__}: {e}"}
                answer["judged"][message][name] = verdict
    json.dump(answer, sys.stdout)


main()
