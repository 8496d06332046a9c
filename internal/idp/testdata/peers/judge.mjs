// Service providers that others wrote: node-saml and samlify. Ringside is their identity provider. In and out as judge.py.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const { SAML } = require("@node-saml/node-saml");
const samlify = require("samlify");

const work = JSON.parse(readFileSync(0, "utf8"));
const certificates = [
  ...work.metadata.matchAll(/<ds:X509Certificate>([^<]+)</g),
].map((found) => found[1]);
const signOn = work.metadata
  .match(/SingleSignOnService [^>]+HTTP-Redirect" Location="([^"]+)"/)[1]
  .replaceAll("&amp;", "&");
const issuer = work.metadata.match(/entityID="([^"]+)"/)[1];

const nodeSAML = (validate) =>
  new SAML({
    idpCert: certificates,
    idpIssuer: issuer,
    entryPoint: signOn,
    issuer: work.entity_id,
    audience: work.entity_id,
    callbackUrl: work.acs,
    wantAuthnResponseSigned: true,
    wantAssertionsSigned: true,
    validateInResponseTo: validate,
    acceptedClockSkewMs: 60_000,
    identifierFormat: null,
    ...(work.key
      ? {
          privateKey: work.key,
          signatureAlgorithm: "sha256",
          digestAlgorithm: "sha256",
        }
      : {}),
    ...(work.encrypted ? { decryptionPvk: work.key } : {}),
  });

samlify.setSchemaValidator({
  validate: async () => "the schemas are held elsewhere",
});
const idp = samlify.IdentityProvider({
  metadata: work.metadata,
  isAssertionEncrypted: Boolean(work.encrypted),
});
const sp = samlify.ServiceProvider({
  entityID: work.entity_id,
  authnRequestsSigned: Boolean(work.key),
  wantAssertionsSigned: true,
  wantMessageSigned: true,
  privateKey: work.key,
  signingCert: work.certificate,
  signatureConfig: {
    prefix: "ds",
    location: {
      reference: "/*[local-name(.)='AuthnRequest']/*[local-name(.)='Issuer']",
      action: "after",
    },
  },
  encPrivateKey: work.encrypted ? work.key : undefined,
  requestSignatureAlgorithm:
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  assertionConsumerService: [
    {
      Binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
      Location: work.acs,
    },
  ],
  clockDrifts: [-60_000, 60_000],
  relayState: "back",
});

const peers = {
  "node-saml": {
    async ask() {
      const saml = nodeSAML("never");
      let id;
      saml.generateUniqueId = () =>
        (id = "_" + crypto.randomUUID().replaceAll("-", ""));
      const url = await saml.getAuthorizeUrlAsync("back", undefined, {});
      const asked = id;
      saml.options.skipRequestCompression = true; // as forms have it
      const form = await saml.getAuthorizeFormAsync("back");
      return {
        url,
        id: asked,
        posted: form.match(/name="SAMLRequest" value="([^"]+)"/)[1],
      };
    },
    async judge(xml, request) {
      const saml = nodeSAML(request ? "always" : "never");
      if (request)
        await saml.cacheProvider.saveAsync(request, new Date().toISOString());
      const { profile } = await saml.validatePostResponseAsync({
        SAMLResponse: Buffer.from(xml).toString("base64"),
      });
      return [profile.nameID, Object.values(profile.attributes ?? {}).flat()];
    },
  },
  samlify: {
    async ask() {
      const { id, context } = sp.createLoginRequest(idp, "redirect");
      const posted = sp.createLoginRequest(idp, "post").context;
      return { url: context, id, posted };
    },
    async judge(xml, request) {
      const { extract } = await sp.parseLoginResponse(idp, "post", {
        body: { SAMLResponse: Buffer.from(xml).toString("base64") },
      });
      if ((extract.response.inResponseTo ?? "") !== request)
        throw new Error("an answer to another request"); // it leaves that to its caller
      if (extract.audience !== work.entity_id)
        throw new Error("another audience"); // and that
      if (extract.response.destination !== work.acs)
        throw new Error("another destination"); // and that
      return [extract.nameID, Object.values(extract.attributes ?? {}).flat()];
    },
  },
};

const answer = { asked: {}, judged: {} };
if (work.ask)
  for (const [name, peer] of Object.entries(peers))
    answer.asked[name] = await peer.ask();
for (const [message, of] of Object.entries(work.judge ?? {})) {
  answer.judged[message] = {};
  for (const [name, peer] of Object.entries(peers)) {
    try {
      const [who, values] = await peer.judge(of.xml, of.request);
      answer.judged[message][name] = {
        accepted: true,
        who,
        values: values.sort(),
        why: "",
      };
    } catch (e) {
      answer.judged[message][name] = {
        accepted: false,
        who: "",
        values: [],
        why: String(e?.message ?? e),
      };
    }
  }
}
process.stdout.write(JSON.stringify(answer));
