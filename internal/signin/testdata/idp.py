"""An identity provider made of python3-saml, which shares no code with Ringside.

One JSON object a line on standard input, one a line on standard output, until the input ends:
{"url", "now", "key", "certificate", "issuer", "person", "audience"?, "encrypt_to"?, "signed_by"?} -> {"SAMLResponse", "acs", "id"}
url is the address to which the browser was sent. now is in seconds since 1970. audience is the asker's entityID if not given.
encrypt_to is a certificate for which the assertion is encrypted. signed_by is a certificate that must have signed the request.
{…, "acs", "audience", "session"?}, without url: nobody has asked. session is the SessionIndex.
{…, "logout": address, "session"?, "relay"?} -> {"url"}: the address that asks there to end the person's sessions.
{…, "url", "logged_out": address, "signed_by"} -> {"url", "person", "format", "sessions"}: the answer, to address, to a request to end
sessions, and whose they are.
{…, "url", "ended": true, "signed_by"} -> {"in_response_to", "status", "relay"}: an answer to such a request of ours, read.
With "by_post" the last three go by HTTP-POST: "posted", signed as XML, is in the place of "url", in both directions.
"""

import base64
import json
import sys
from urllib.parse import quote, unquote, urlsplit

import xmlsec
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as C
from onelogin.saml2.logout_request import OneLogin_Saml2_Logout_Request as LogoutRequest
from onelogin.saml2.utils import OneLogin_Saml2_Utils as U
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as X

RESPONSE = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
 ID="{response}" Version="2.0" IssueInstant="{now}" Destination="{acs}"{answers}>
  <saml:Issuer>{issuer}</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
  {assertion}
</samlp:Response>"""

ASSERTION = """<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{assertion}" Version="2.0" IssueInstant="{now}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <saml:Subject>
    <saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">{person}</saml:NameID>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml:SubjectConfirmationData NotOnOrAfter="{after}" Recipient="{acs}"{answers}/>
    </saml:SubjectConfirmation>
  </saml:Subject>
  <saml:Conditions NotBefore="{before}" NotOnOrAfter="{after}">
    <saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>
  </saml:Conditions>
  <saml:AuthnStatement AuthnInstant="{now}" SessionIndex="{session}">
    <saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>
  </saml:AuthnStatement>
</saml:Assertion>"""


LOGOUT = """<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
 ID="{request}" Version="2.0" IssueInstant="{now}" NotOnOrAfter="{after}" Destination="{destination}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">{person}</saml:NameID>
  {indexes}
</samlp:LogoutRequest>"""

LOGGED_OUT = """<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
 ID="{response}" Version="2.0" IssueInstant="{now}" Destination="{destination}" InResponseTo="{request}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="{status}"/></samlp:Status>
</samlp:LogoutResponse>"""


def message_in(url, parameter, certificate):
    """The message of an address, held to the schema and, where there is a certificate, to its signature."""
    query = dict(pair.split("=", 1) for pair in urlsplit(url).query.split("&"))
    root = X.to_etree(U.decode_base64_and_inflate(unquote(query[parameter])))
    wrong = X.validate_xml(root, "saml-schema-protocol-2.0.xsd")
    if isinstance(wrong, str):
        raise ValueError(wrong)
    assert root.get("Destination") == url.partition(f"&{parameter}")[0].partition(f"?{parameter}")[0], "sent elsewhere than it says"
    if certificate:
        signed = "&".join(f"{name}={query[name]}" for name in (parameter, "RelayState", "SigAlg") if name in query)
        good = U.validate_binary_sign(signed, base64.b64decode(unquote(query["Signature"])), certificate, unquote(query["SigAlg"]))
        assert good, "the signature of the address is wrong"
    else:
        assert "Signature" not in query, "it is signed, and nobody has asked for that"
    return root, unquote(query.get("RelayState", ""))


def message_of(work, parameter):
    """The message of an address or, by HTTP-POST, of a form."""
    if not work.get("by_post"):
        return message_in(work["url"], parameter, work["signed_by"])
    root = X.to_etree(base64.b64decode(work["posted"]))
    wrong = X.validate_xml(root, "saml-schema-protocol-2.0.xsd")
    if isinstance(wrong, str):
        raise ValueError(wrong)
    assert U.validate_sign(root, cert=work["signed_by"], xpath="/samlp:*/ds:Signature"), "the signature of the message is wrong"
    return root, work.get("relay", "")


def way_to(destination, parameter, text, work):
    if not work.get("by_post"):
        return {"url": address_with(destination, parameter, text, work)}
    signed = U.add_sign(text, work["key"], work["certificate"], sign_algorithm=C.RSA_SHA256, digest_algorithm=C.SHA256)
    return {"posted": base64.b64encode(signed if isinstance(signed, bytes) else signed.encode()).decode()}


def address_with(destination, parameter, text, work):
    query = f"{parameter}={quote(U.deflate_and_base64_encode(text), safe='')}"
    if work.get("relay"):
        query += f"&RelayState={quote(work['relay'], safe='')}"
    query += f"&SigAlg={quote(C.RSA_SHA256, safe='')}"
    signature = base64.b64encode(U.sign_binary(query, work["key"], xmlsec.Transform.RSA_SHA256)).decode()
    return f"{destination}{'&' if '?' in destination else '?'}{query}&Signature={quote(signature, safe='')}"


def request_of(work):
    if not work.get("url"):
        return None, work["acs"], work["audience"]
    root, _ = message_in(work["url"], "SAMLRequest", work.get("signed_by"))
    assert root.get("ProtocolBinding") == C.BINDING_HTTP_POST
    return root.get("ID"), root.get("AssertionConsumerServiceURL"), root.findtext(f"{{{C.NS_SAML}}}Issuer")


def encrypt(root, certificate):
    assertion = root.find(f"{{{C.NS_SAML}}}Assertion")
    data = xmlsec.template.encrypted_data_create(root, xmlsec.Transform.AES256_GCM, type=xmlsec.EncryptionType.ELEMENT, ns="xenc")
    xmlsec.template.encrypted_data_ensure_cipher_value(data)
    info = xmlsec.template.encrypted_data_ensure_key_info(data, ns="ds")
    xmlsec.template.encrypted_data_ensure_cipher_value(xmlsec.template.add_encrypted_key(info, xmlsec.Transform.RSA_OAEP))
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_memory(certificate, xmlsec.constants.KeyDataFormatCertPem))
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(xmlsec.constants.KeyDataAes, 256, xmlsec.constants.KeyDataTypeSession)
    holder = etree.Element(f"{{{C.NS_SAML}}}EncryptedAssertion", nsmap={"saml": C.NS_SAML})
    root.replace(assertion, holder)
    holder.append(assertion)
    context.encrypt_xml(data, assertion)


def answer(work):
    request, acs, asker = request_of(work)
    now = work["now"]
    values = {
        "response": U.generate_unique_id(), "assertion": U.generate_unique_id(), "session": work.get("session") or U.generate_unique_id(),
        "now": U.parse_time_to_SAML(now), "before": U.parse_time_to_SAML(now - 60), "after": U.parse_time_to_SAML(now + 300),
        "answers": f' InResponseTo="{request}"' if request else "", "acs": acs, "audience": work.get("audience") or asker,
        "issuer": work["issuer"], "person": work["person"],
    }  # fmt: skip
    signed = U.add_sign(ASSERTION.format(**values), work["key"], work["certificate"], sign_algorithm=C.RSA_SHA256, digest_algorithm=C.SHA256)
    text = RESPONSE.format(**{**values, "assertion": signed.decode() if isinstance(signed, bytes) else signed})
    root = etree.fromstring(text.encode())
    if work.get("encrypt_to"):
        encrypt(root, work["encrypt_to"])
        text = etree.tostring(root, encoding="unicode")
    return {"SAMLResponse": base64.b64encode(text.encode()).decode(), "acs": acs, "id": request}


def ask_logout(work):
    now = work["now"]
    text = LOGOUT.format(
        request=U.generate_unique_id(), now=U.parse_time_to_SAML(now), after=U.parse_time_to_SAML(now + 300), destination=work["logout"],
        issuer=work["issuer"], person=work["person"],
        indexes=f"<samlp:SessionIndex>{work['session']}</samlp:SessionIndex>" if work.get("session") else "",
    )  # fmt: skip
    return way_to(work["logout"], "SAMLRequest", text, work)


def answer_logout(work):
    root, relay = message_of(work, "SAMLRequest")
    text = etree.tostring(root)
    whose = LogoutRequest.get_nameid_data(text)
    answer = LOGGED_OUT.format(
        response=U.generate_unique_id(), now=U.parse_time_to_SAML(work["now"]), destination=work["logged_out"], request=root.get("ID"),
        issuer=work["issuer"], status=work.get("status") or C.STATUS_SUCCESS,
    )  # fmt: skip
    return way_to(work["logged_out"], "SAMLResponse", answer, {**work, "relay": relay}) | {
        "person": whose["Value"], "format": whose.get("Format", ""), "sessions": LogoutRequest.get_session_indexes(text),
    }  # fmt: skip


def read_ended(work):
    root, relay = message_of(work, "SAMLResponse")
    return {"in_response_to": root.get("InResponseTo"), "status": root.find(f".//{{{C.NS_SAMLP}}}StatusCode").get("Value"), "relay": relay}


def do(work):
    for name, what in {"logout": ask_logout, "logged_out": answer_logout, "ended": read_ended}.items():
        if work.get(name):
            return what(work)
    return answer(work)


for line in sys.stdin:
    print(json.dumps(do(json.loads(line))), flush=True)
