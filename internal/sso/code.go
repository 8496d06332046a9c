package sso

import "github.com/ringside/ringside/internal/saml"

// Code names a finding; codes are stable. Those of reading and of signatures are package saml's.
type Code = saml.Code

// Codes of an input, a signature, a time.
const (
	CodeMulti      Code = "IN-MULTI"
	CodeEncrypted  Code = saml.CodeEncrypted
	CodeStatus     Code = saml.CodeStatus
	CodeKeyRotated Code = "SIG-KEY-ROTATED"
	CodeExpired    Code = saml.CodeExpired
	CodeFuture     Code = saml.CodeFuture
	CodeOld        Code = saml.CodeOld
	CodeSkew       Code = "TIME-SKEW"
)

// Codes of what AWS wants of a message.
const (
	CodeRecipient    Code = "AWS-RECIPIENT"
	CodeAudience     Code = "AWS-AUDIENCE"
	CodePartition    Code = "AWS-PARTITION"
	CodeConfirmation Code = "AWS-SUBJCONF-COUNT"
	CodeNameID       Code = "AWS-NAMEID"
	CodeRoleMissing  Code = "AWS-ROLE-MISSING"
	CodeRoleCase     Code = "AWS-ROLE-CASE"
	CodeRoleGrammar  Code = "AWS-ROLE-GRAMMAR"
	CodeRoleOrder    Code = "AWS-ROLE-ORDER"
	CodeRoleMany     Code = "AWS-ROLE-MANY"
	CodeRolePair     Code = "AWS-ROLE-PAIR"
	CodeNameMissing  Code = "AWS-RSN-MISSING"
	CodeNameRegex    Code = "AWS-RSN-REGEX"
	CodeDuration     Code = "AWS-DURATION"
	CodeTagLimit     Code = "AWS-TAG-LIMIT"
	CodeTag          Code = "AWS-TAG-NOPERM"
	CodeSource       Code = "AWS-SRCID-NOPERM"
	CodeSourceRegex  Code = "AWS-SRCID-REGEX"
)

// Codes of what is set up in IAM.
const (
	CodeProviderMissing Code = "IAM-PROVIDER-MISSING"
	CodeIssuer          Code = "IAM-ISSUER-MISMATCH"
	CodeCertMissing     Code = "IAM-CERT-MISSING"
	CodeProviderExpires Code = "IAM-PROVIDER-EXPIRES"
	CodeMetadata        Code = saml.CodeMetadata
	CodeRoleUnknown     Code = "IAM-ROLE-MISSING"
	CodeTrustPrincipal  Code = "IAM-TRUST-PRINCIPAL"
	CodeTrustAudience   Code = "IAM-TRUST-AUD"
	CodeTrustCondition  Code = "IAM-TRUST-CONDITION"
	CodePolicyMissing   Code = "IAM-POLICY-MISSING"
	CodePolicyResource  Code = "IAM-POLICY-RESOURCE"
	CodePolicyVersion   Code = "IAM-POLICY-VERSION"
	CodeMaxDuration     Code = "IAM-MAXDURATION"
	CodeOrganisation    Code = "IAM-SCP"
)

// Codes of Amazon Connect, of IAM Identity Center, and of the page that sends the form.
const (
	CodeInstanceType   Code = "CON-INSTANCE-TYPE"
	CodeInstanceRegion Code = "CON-INSTANCE-REGION"
	CodeUserMissing    Code = "CON-USER-MISSING"
	CodeUserCase       Code = "CON-USER-CASE"
	CodeUserChars      Code = "CON-USER-CHARS"
	CodeUserBound      Code = "CON-USER-BOUND"
	CodeRelayMissing   Code = "CON-RELAY-MISSING"
	CodeRelayHost      Code = "CON-RELAY-HOST"
	CodeRelayEncoding  Code = "CON-RELAY-ENCODING"
	CodeRelayInstance  Code = "CON-RELAY-INSTANCE"
	CodeOrigin         Code = "CON-ORIGIN"
	CodeReplicaUser    Code = "CON-GR-USER"
	CodeSession        Code = "CON-SESSION"
	CodeApplication    Code = "IDC-APPLICATION"
	CodeAssignment     Code = "IDC-ASSIGNMENT"
	CodeFormAction     Code = "WEB-FORM-ACTION"
)

// Codes of what AWS itself said when it was asked with the message.
const (
	CodeLiveSTS      Code = "LIVE-STS"
	CodeLiveFederate Code = "LIVE-FEDERATE"
)

// advice is what a code means and what to do about it, and which row of the failures AWS shows for it (0: none is known).
type advice struct {
	summary, fix string
	row          int
}

// explained has a line for each code.
var explained = map[Code]advice{
	saml.CodeBase64:      {"The text is not base64, so no message can be read from it.", "Send the whole Response as standard base64, without quotes, line numbers or anything else around it.", 10},
	saml.CodeURLEncoded:  {"The text is encoded as a form field, once more than AWS decodes.", "In a form it is encoded once by the browser; for AssumeRoleWithSAML pass the plain base64.", 10},
	saml.CodeBase64URL:   {"The text is base64url; AWS takes standard base64 only.", "Encode the Response with the alphabet that has + and /.", 10},
	saml.CodeSize:        {"The message is larger than AWS takes (100,000 characters of base64).", "Send fewer attributes: groups and roles that Amazon Connect does not need.", 0},
	saml.CodeXML:         {"The XML is damaged, or has parts that a signed message must not have.", "Send exactly what the identity provider has made: no editor, formatter or proxy may touch it.", 1},
	saml.CodeNotResponse: {"This is not a SAML 2.0 Response.", "Send the whole samlp:Response by HTTP-POST, not the assertion alone, a request, metadata or a WS-Federation token.", 10},
	CodeMulti:            {"There is more than one message.", "Send one SAMLResponse in a form; here, give one sign-in at a time.", 0},
	CodeEncrypted:        {"The assertion is encrypted, so what it says cannot be judged here.", "Only IAM can read it, if the provider has its private key. To look inside, switch encryption off for a test sign-in.", 0},
	CodeStatus:           {"The identity provider refused to sign the person in.", "Look into the identity provider's own log: AWS was never asked.", 1},

	saml.CodeUnsigned:   {"Nothing is signed, so AWS cannot know who sent it.", "Switch on signing of the assertion (and better also of the response) in the identity provider.", 7},
	saml.CodeWeak:       {"The signature uses an algorithm or a key that should no longer be used.", "Set the identity provider to RSA with SHA-256 and a key of 2,048 bits or more.", 0},
	saml.CodeBadDigest:  {"The message was changed after it was signed.", "Find what changes it on the way: pretty-printing, re-encoding, a proxy, or an editor. Send it as it was made.", 7},
	saml.CodeUnknownKey: {"The message is signed by a key that the IAM provider does not know.", "Upload the identity provider's present metadata to the IAM provider (UpdateSAMLProvider), after you made sure that the key is yours.", 7},
	CodeKeyRotated:      {"The identity provider signs with a newer or older key than the IAM provider has.", "Upload the identity provider's present metadata (UpdateSAMLProvider), with both keys as long as keys change.", 7},
	saml.CodeShape:      {"The signature, or what stands around it, has a shape that attackers use and identity providers do not.", "Do not send this message anywhere. If your identity provider made it so, report it to its maker.", 7},

	CodeExpired: {"The message has expired.", "Sign in again. If that does not help, set the identity provider's clock by NTP and let messages count for 5 minutes.", 14},
	CodeFuture:  {"The message is from the future.", "Set the identity provider's clock by NTP.", 0},
	CodeOld:     {"The message is older than 5 minutes, the longest that AWS accepts; choosing a role on the way counts too.", "Sign in again; if it happens to everybody, the identity provider's clock is slow. A message captured earlier is judged as of then with --at issue.", 14},
	CodeSkew:    {"Two clocks differ: the one here and the one of the server that answered.", "Set both by NTP; AWS gives a message 5 minutes in all.", 0},

	CodeRecipient:    {"The Recipient is not the AWS address to which the message goes.", "Set ACS URL, Recipient and Destination to https://REGION.signin.aws.amazon.com/saml, exactly, with the Region of the instance (us-east-1: https://signin.aws.amazon.com/saml).", 5},
	CodeAudience:     {"The Audience is not AWS.", "Set the audience (SP entity ID) to urn:amazon:webservices, exactly (GovCloud: urn:amazon:webservices:govcloud).", 13},
	CodePartition:    {"Addresses of different AWS partitions are mixed (commercial, GovCloud, China).", "Use one partition's address, audience and ARNs throughout.", 13},
	CodeConfirmation: {"There is not exactly one bearer SubjectConfirmation with a NotOnOrAfter.", "Let the identity provider send one SubjectConfirmation, method bearer, with Recipient and NotOnOrAfter.", 12},
	CodeNameID:       {"The Subject has no NameID that AWS can use.", "Map Subject to the person's e-mail or to a persistent id; in IAM Identity Center ${user:email} or ${user:subject}.", 5},
	CodeRoleMissing:  {"There is no Role attribute.", "Add the attribute https://aws.amazon.com/SAML/Attributes/Role with the value ROLE_ARN,PROVIDER_ARN.", 1},
	CodeRoleCase:     {"An attribute is named almost, but not exactly, as AWS wants it.", "Write the attribute's name exactly, with its capital letters: https://aws.amazon.com/SAML/Attributes/Role (or RoleSessionName).", 1},
	CodeRoleGrammar:  {"A value of Role is not a role's ARN and a provider's ARN with a comma between.", "Write arn:aws:iam::ACCOUNT:role/NAME,arn:aws:iam::ACCOUNT:saml-provider/NAME: no blanks, no quotes, one comma.", 1},
	CodeRoleOrder:    {"The provider stands before the role; AWS takes both orders, and documents the role first.", "Nothing needs to be done; role first is what AWS documents.", 0},
	CodeRoleMany:     {"There are several roles, so AWS asks the person to choose one.", "For Amazon Connect send exactly one value of Role.", 23},
	CodeRolePair:     {"The role and provider that were asked for are not a pair in the message.", "Ask for a pair that the message has, or let the identity provider send this one.", 11},
	CodeNameMissing:  {"There is no RoleSessionName, or it is empty.", "Map the Amazon Connect login to https://aws.amazon.com/SAML/Attributes/RoleSessionName; in IAM Identity Center ${user:email}. Is the attribute filled for this person?", 2},
	CodeNameRegex:    {"RoleSessionName has characters or a length that AWS refuses.", "Send the login or a short e-mail address, not a display name: 2 to 64 of A-Z a-z 0-9 _ + = , . @ -, and one value only.", 3},
	CodeDuration:     {"SessionDuration is no number of seconds from 900 to 43200.", "Correct SessionDuration or leave it out; Amazon Connect's own session lasts 12 hours whatever it says.", 0},
	CodeTagLimit:     {"The message carries session tags that AWS refuses.", "Send 50 PrincipalTag attributes at most, with keys of 1 to 128 and one value of 256 characters at most each, and name only such keys in TransitiveTagKeys. Amazon Connect needs none of them.", 0},
	CodeTag:          {"The message carries session tags, which the trust policy does not allow.", "Allow sts:TagSession in the role's trust policy for the same provider, or send no PrincipalTag attributes.", 5},
	CodeSource:       {"The message carries a SourceIdentity, which the trust policy does not allow.", "Allow sts:SetSourceIdentity in the role's trust policy for the same provider, or do not send it.", 5},
	CodeSourceRegex:  {"SourceIdentity has characters or a length that AWS refuses.", "Send 2 to 64 of A-Z a-z 0-9 _ + = , . @ -, not beginning with aws:, or leave it out.", 4},

	CodeProviderMissing: {"The provider that the message names is not the one in IAM.", "Copy the provider's ARN from IAM into the Role attribute; names are case-sensitive.", 9},
	CodeIssuer:          {"The Issuer is not the entityID of the metadata in the IAM provider.", "Make them equal, byte by byte (http or https, final slash, application id): upload the metadata of this very application.", 8},
	CodeCertMissing:     {"The IAM provider's metadata lacks a certificate that the identity provider uses.", "Upload the identity provider's present metadata (UpdateSAMLProvider) before it changes its key.", 7},
	CodeProviderExpires: {"The IAM provider, or the certificate that signed, has expired or will soon.", "Upload metadata with a later end or a new certificate (UpdateSAMLProvider); do not put a short validUntil into it.", 0},
	CodeMetadata:        {"The metadata is not what IAM accepts.", "Export it anew: UTF-8 without byte-order mark, 1,000 characters or more, an IDPSSODescriptor with a signing certificate (RSA of 1,024 bits or more) and a SingleSignOnService.", 16},
	CodeRoleUnknown:     {"The role that the message names is not the one in IAM.", "Copy the role's ARN from IAM into the Role attribute: account, path and capital letters count. Roles of permission sets (AWSReservedSSO_…) cannot be used.", 5},
	CodeTrustPrincipal:  {"The role's trust policy does not trust this provider.", "Set Principal.Federated of the trust policy to the provider's ARN.", 5},
	CodeTrustAudience:   {"The role's trust policy does not accept the Recipient of the message as SAML:aud.", "List under SAML:aud the very address that is used, best the Region's and https://signin.aws.amazon.com/saml.", 5},
	CodeTrustCondition:  {"A clause of the role's trust policy refuses the message.", "Correct the clause that is named, or what the identity provider sends for it.", 5},
	CodePolicyMissing:   {"The role's permissions do not let it into Amazon Connect.", "Attach a policy that allows connect:GetFederationToken on arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE_ID/user/${aws:userid}.", 18},
	CodePolicyResource:  {"The role's permission is for another resource than this instance's users.", "Write Resource as arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE_ID/user/${aws:userid}, with the Region, account and id of the instance.", 18},
	CodePolicyVersion:   {"The policy is of the version in which ${aws:userid} is plain text.", "Begin the policy with \"Version\": \"2012-10-17\".", 18},
	CodeMaxDuration:     {"SessionDuration is longer than the role allows.", "Lower SessionDuration, or raise the role's maximum session duration.", 15},
	CodeOrganisation:    {"A policy of the organisation may forbid it.", "Ask who runs the AWS organisation for service control policies on STS and Amazon Connect in this Region.", 5},

	CodeInstanceType:   {"The Amazon Connect instance does not sign in by SAML, which can never be changed.", "Create a new instance with identity management SAML 2.0.", 0},
	CodeInstanceRegion: {"The Region of the address is not the Region of the instance.", "Use the instance's Region in relay state and policy.", 18},
	CodeUserMissing:    {"Amazon Connect has no user with this login.", "Create the user with exactly this login, or map another attribute to RoleSessionName.", 17},
	CodeUserCase:       {"Amazon Connect has this user, but in other capital or small letters.", "Make both equal: logins are case-sensitive. Change what is mapped to RoleSessionName, or the user's login.", 17},
	CodeUserChars:      {"AWS takes this session name, but no Amazon Connect user can be called so.", "Send a name of 2 to 64 of A-Z a-z 0-9 _ . - @, with @ only as in an e-mail address.", 17},
	CodeUserBound:      {"The user is bound to another role.", "Sign in by the role that was used first; deleting and creating the user anew loses its history.", 20},
	CodeRelayMissing:   {"There is no RelayState, so the person lands in the AWS console.", "Set the relay state to https://REGION.console.aws.amazon.com/connect/federate/INSTANCE_ID.", 22},
	CodeRelayHost:      {"The RelayState does not lead to the AWS console's door to Amazon Connect.", "Set it to https://REGION.console.aws.amazon.com/connect/federate/INSTANCE_ID.", 22},
	CodeRelayEncoding:  {"The RelayState is damaged, or encoded too often or not at all.", "Write it as a plain URL; only the value of destination= is percent-encoded, once.", 19},
	CodeRelayInstance:  {"The RelayState names another instance, or none.", "Put the instance's id behind /connect/federate/.", 18},
	CodeOrigin:         {"The page to land on is not an approved origin of the instance.", "Add its origin under Approved origins (AssociateApprovedOrigin).", 19},
	CodeReplicaUser:    {"The user is missing in the other Region of the replicated instance, or in its traffic distribution group.", "Create the user in both Regions, and put it into the group.", 24},
	CodeSession:        {"The instance was opened directly, or 12 hours have passed.", "Begin at the identity provider's portal: an instance with SAML has no sign-in page of its own.", 21},
	CodeLiveSTS:        {"AWS's own answer to this message (AssumeRoleWithSAML).", "Where it refuses, correct what the other findings name; where there are none, what AWS's words can mean is listed as possible.", 0},
	CodeLiveFederate:   {"Amazon Connect's own answer to who comes with this message (GetFederationToken).", "Where it refuses, correct what the other findings name; where there are none, what its words can mean is listed as possible.", 0},
	CodeApplication:    {"The application in IAM Identity Center does not lead to AWS's sign-in.", "Set its ACS URL to https://signin.aws.amazon.com/saml (or the Region's), its audience to urn:amazon:webservices, and leave its start URL empty.", 25},
	CodeAssignment:     {"The person is not assigned to the application, or a mapped attribute is empty.", "Assign the person or a group of theirs, and fill in the e-mail address in IAM Identity Center.", 26},
	CodeFormAction:     {"The page that sends the form forbids where it leads.", "Leave form-action out of that page's Content-Security-Policy, or list AWS's sign-in, console and Amazon Connect's hosts: browsers apply it to redirects too.", 27},
}
