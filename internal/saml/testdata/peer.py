"""Judges and signs SAML messages with libxmlsec1 (by xmlsec and lxml) and python3-saml, which share no code with Ringside.

In, on standard input: {"key": PEM, "certificates": [PEM], "judge": {name: XML}, "sign": {name: {"xml", "how"}}, "schema": {name: XML}}
With how["encrypt"], a size in bits, the assertion is encrypted by AES-GCM to the last certificate, between the signatures.
Out: {"judged": {name: {"xmlsec": bool, "python3_saml": bool, "why": text}}, "signed": {name: XML},
      "schema": {name: what a schema of OASIS says against it, or ""}}
"""

import base64
import json
import sys

import xmlsec
from lxml import etree
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

DS = "http://www.w3.org/2000/09/xmldsig#"
SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
METHODS = {
    "sha256": (xmlsec.Transform.RSA_SHA256, xmlsec.Transform.SHA256),
    "sha512": (xmlsec.Transform.RSA_SHA512, xmlsec.Transform.SHA512),
}


def parse(text):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=False)
    return etree.fromstring(text.encode(), parser)


def good(signature, certificates):
    for pem in certificates:
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_memory(pem, xmlsec.constants.KeyDataFormatCertPem)
        try:
            context.verify(signature)
            return True
        except xmlsec.Error:
            continue
    return False


def by_xmlsec(text, certificates):
    """Every signature that is there must be good, and one must be there."""
    try:
        root = parse(text)
        xmlsec.tree.add_ids(root, ["ID"])
    except (etree.XMLSyntaxError, xmlsec.Error):
        return False
    signatures = root.findall(f".//{{{DS}}}Signature")
    return bool(signatures) and all(good(s, certificates) for s in signatures)


def by_python3_saml(text, certificates, about):
    """As the service provider that is called about["audience"], which has sent about["request"] if that is given."""
    settings = OneLogin_Saml2_Settings({
        "strict": True,
        "sp": {
            "entityId": about["audience"],
            "assertionConsumerService": {"url": about["recipient"]},
            "privateKey": about.get("key", ""),
        },
        "idp": {
            "entityId": about["issuer"],
            "singleSignOnService": {"url": about["issuer"]},
            "x509certMulti": {"signing": certificates},
        },
        "security": {"rejectDeprecatedAlgorithm": True},
    })
    scheme, _, rest = about["recipient"].partition("://")
    host, _, path = rest.partition("/")
    request = {"https": "on", "http_host": host, "script_name": "/" + path, "get_data": {}, "post_data": {}}
    assert scheme == "https"
    try:
        response = OneLogin_Saml2_Response(settings, base64.b64encode(text.encode()).decode())
        if response.is_valid(request, about.get("request")):
            return True, ""
        return False, response.get_error()
    except Exception as e:  # whatever a broken message makes it raise is a refusal
        return False, f"{type(e).__name__}: {e}"


def encrypt(root, bits, certificate):
    assertion = root.find(f"{{{SAML}}}Assertion")
    cipher = {128: xmlsec.Transform.AES128_GCM, 256: xmlsec.Transform.AES256_GCM}[bits]
    data = xmlsec.template.encrypted_data_create(root, cipher, type=xmlsec.EncryptionType.ELEMENT, ns="xenc")
    xmlsec.template.encrypted_data_ensure_cipher_value(data)
    info = xmlsec.template.encrypted_data_ensure_key_info(data, ns="ds")
    xmlsec.template.encrypted_data_ensure_cipher_value(xmlsec.template.add_encrypted_key(info, xmlsec.Transform.RSA_OAEP))
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_memory(certificate, xmlsec.constants.KeyDataFormatCertPem))
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(xmlsec.constants.KeyDataAes, bits, xmlsec.constants.KeyDataTypeSession)
    holder = etree.Element(f"{{{SAML}}}EncryptedAssertion", nsmap={"saml": SAML})
    root.replace(assertion, holder)
    holder.append(assertion)
    context.encrypt_xml(data, assertion)


def sign(text, how, key, certificates):
    certificate = certificates[0]
    root = parse(text)
    for element in [root.find(f"{{{SAML}}}Assertion"), root]:
        if element is root and how.get("encrypt"):
            encrypt(root, how["encrypt"], certificates[-1])
        if element is root and how.get("parts") == "assertion" or element is not root and how.get("parts") == "response":
            continue
        method, digest = METHODS[how.get("hash", "sha256")]
        signature = xmlsec.template.create(element, xmlsec.Transform.EXCL_C14N, method, ns=how.get("prefix") or None)
        reference = xmlsec.template.add_reference(signature, digest, uri="#" + element.get("ID"))
        xmlsec.template.add_transform(reference, xmlsec.Transform.ENVELOPED)
        transform = xmlsec.template.add_transform(reference, xmlsec.Transform.EXCL_C14N)
        if how.get("inclusive"):
            etree.SubElement(transform, f"{{{EXCLUSIVE}}}InclusiveNamespaces", nsmap={"ec": EXCLUSIVE}, PrefixList=how["inclusive"])
        info = xmlsec.template.ensure_key_info(signature)
        if how.get("key_value"):
            xmlsec.template.add_key_value(info)
        else:
            xmlsec.template.add_x509_data(info)
        if how.get("last"):
            element.append(signature)
        else:
            element.insert(1, signature)
        xmlsec.tree.add_ids(root, ["ID"])
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_memory(key, xmlsec.constants.KeyDataFormatPem)
        context.key.load_cert_from_memory(certificate, xmlsec.constants.KeyDataFormatPem)
        context.sign(signature)
    return etree.tostring(root, encoding="unicode")


def by_schema(text):
    root = parse(text)
    schema = "metadata" if root.tag.startswith("{urn:oasis:names:tc:SAML:2.0:metadata}") else "protocol"
    answer = OneLogin_Saml2_XML.validate_xml(root, f"saml-schema-{schema}-2.0.xsd")
    return answer if isinstance(answer, str) else ""


def main():
    work = json.load(sys.stdin)
    certificates = work["certificates"]
    judged = {}
    for name, text in (work["judge"] or {}).items():
        accepted, why = by_python3_saml(text, certificates, work["about"])
        judged[name] = {"xmlsec": by_xmlsec(text, certificates), "python3_saml": accepted, "why": why}
    signed = {
        name: sign(job["xml"], job["how"], work["key"], certificates) for name, job in (work["sign"] or {}).items()
    }
    schema = {name: by_schema(text) for name, text in (work.get("schema") or {}).items()}
    json.dump({"judged": judged, "signed": signed, "schema": schema}, sys.stdout)


main()
