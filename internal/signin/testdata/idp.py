"""An identity provider made of python3-saml, which shares no code with Ringside.

One JSON object a line on standard input, one a line on standard output, until the input ends:
{"url", "now", "key", "certificate", "issuer", "person", "audience"?, "encrypt_to"?} -> {"SAMLResponse", "acs", "id"}
url is the address to which the browser was sent. now is in seconds since 1970. audience is the asker's entityID if not given.
encrypt_to is a certificate for which the assertion is encrypted.
"""

import base64
import json
import sys
from urllib.parse import parse_qs, urlsplit

import xmlsec
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as C
from onelogin.saml2.utils import OneLogin_Saml2_Utils as U
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as X

RESPONSE = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
 ID="{response}" Version="2.0" IssueInstant="{now}" Destination="{acs}" InResponseTo="{request}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
  {assertion}
</samlp:Response>"""

ASSERTION = """<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{assertion}" Version="2.0" IssueInstant="{now}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <saml:Subject>
    <saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">{person}</saml:NameID>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml:SubjectConfirmationData NotOnOrAfter="{after}" Recipient="{acs}" InResponseTo="{request}"/>
    </saml:SubjectConfirmation>
  </saml:Subject>
  <saml:Conditions NotBefore="{before}" NotOnOrAfter="{after}">
    <saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>
  </saml:Conditions>
  <saml:AuthnStatement AuthnInstant="{now}" SessionIndex="{session}">
    <saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>
  </saml:AuthnStatement>
</saml:Assertion>"""


def request_of(url):
    query = parse_qs(urlsplit(url).query, strict_parsing=True)
    (packed,) = query["SAMLRequest"]
    text = U.decode_base64_and_inflate(packed)
    root = X.to_etree(text)
    wrong = X.validate_xml(root, "saml-schema-protocol-2.0.xsd")
    if isinstance(wrong, str):
        raise ValueError(wrong)
    assert root.get("Destination") == url.partition("&SAMLRequest")[0].partition("?SAMLRequest")[0], "sent elsewhere than it says"
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
    request, acs, asker = request_of(work["url"])
    now = work["now"]
    values = {
        "response": U.generate_unique_id(), "assertion": U.generate_unique_id(), "session": U.generate_unique_id(),
        "now": U.parse_time_to_SAML(now), "before": U.parse_time_to_SAML(now - 60), "after": U.parse_time_to_SAML(now + 300),
        "request": request, "acs": acs, "audience": work.get("audience") or asker,
        "issuer": work["issuer"], "person": work["person"],
    }  # fmt: skip
    signed = U.add_sign(ASSERTION.format(**values), work["key"], work["certificate"], sign_algorithm=C.RSA_SHA256, digest_algorithm=C.SHA256)
    text = RESPONSE.format(**{**values, "assertion": signed.decode() if isinstance(signed, bytes) else signed})
    root = etree.fromstring(text.encode())
    if work.get("encrypt_to"):
        encrypt(root, work["encrypt_to"])
        text = etree.tostring(root, encoding="unicode")
    return {"SAMLResponse": base64.b64encode(text.encode()).decode(), "acs": acs, "id": request}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
