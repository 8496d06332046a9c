package sso

import "strings"

// Row is one failure as AWS shows it. The texts are those of AWS's documentation ("Troubleshoot SAML federation with IAM", IAM
// User Guide; "Troubleshoot SAML with Amazon Connect", Administrator Guide) and of what its users report.
type Row struct {
	Number int    `json:"row"`
	Text   string `json:"text"`
	Where  string `json:"where"`
	causes []Code
	signs  []string // in lower case; any of them in a text tells this row
}

// signIn is where most of them are seen.
const signIn = "AWS sign-in page or STS"

// rows lists every known failure; earlier ones are looked for first.
var rows = []Row{
	{1, "Your request included an invalid SAML response. To logout, click here.", "AWS sign-in page", []Code{CodeRoleMissing, CodeRoleCase, CodeRoleGrammar, "IN-XML", "IN-B64"}, []string{"included an invalid saml response"}},
	{2, "RoleSessionName is required in AuthnResponse (service: AWSSecurityTokenService; status code: 400; error code: InvalidIdentityToken)", signIn, []Code{CodeNameMissing}, []string{"rolesessionname is required"}},
	{3, "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64} (service: AWSSecurityTokenService; status code: 400; error code: InvalidIdentityToken)", signIn, []Code{CodeNameRegex}, []string{"rolesessionname in authnresponse must match"}},
	{4, `Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"`, signIn, []Code{CodeSourceRegex}, []string{"source identity must match", "sourceidentity in authnresponse must match"}},
	{5, "Not authorized to perform sts:AssumeRoleWithSAML (service: AWSSecurityTokenService; status code: 403; error code: AccessDenied)", signIn, []Code{CodeRoleUnknown, CodeTrustPrincipal, CodeTrustAudience, CodeTrustCondition, CodeTag, CodeSource, CodeNameID, CodeOrganisation}, []string{"not authorized to perform sts:assumerolewithsaml", "not authorized to perform: sts:assumerolewithsaml"}},
	{7, "Response signature invalid (service: AWSSecurityTokenService; status code: 400; error code: InvalidIdentityToken)", signIn, []Code{CodeKeyRotated, "SIG-KEY-UNKNOWN", "SIG-BAD-DIGEST", "SIG-NONE", CodeCertMissing}, []string{"response signature invalid"}},
	{8, "Failed to assume role: Issuer not present in specified provider (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException)", signIn, []Code{CodeIssuer}, []string{"issuer not present in specified provider"}},
	{9, "Specified provider doesn't exist (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlManifestNotFoundException)", signIn, []Code{CodeProviderMissing}, []string{"specified provider doesn't exist", "specified provider doesn’t exist", "authsamlmanifestnotfoundexception"}},
	{10, "Invalid base64 SAMLResponse (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException)", "STS", []Code{"IN-B64", "IN-B64URL", "IN-URLENC", "IN-NOT-RESPONSE"}, []string{"invalid base64 samlresponse"}},
	{11, "SAML Assertion doesn't contain the requested Role and Metadata in the attributes", "STS", []Code{CodeRolePair}, []string{"contain the requested role and metadata"}},
	{12, "Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter", signIn, []Code{CodeConfirmation, CodeRecipient}, []string{"must contain subjectconfirma"}},
	{13, "Response does not contain the required audience", "AWS sign-in page", []Code{CodeAudience, CodePartition}, []string{"does not contain the required audience"}},
	{14, "Token must be redeemed within 5 minutes of issuance (error code: ExpiredTokenException)", signIn, []Code{CodeOld, CodeExpired, CodeSkew}, []string{"must be redeemed within 5 minutes", "expiredtokenexception"}},
	{15, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role", signIn, []Code{CodeMaxDuration}, []string{"durationseconds exceeds"}},
	{16, "Could not parse metadata", "IAM", []Code{CodeMetadata}, []string{"could not parse metadata", "unable to parse metadata"}},
	{17, "Access denied. Your account has been authenticated, but has not been onboarded to this application.", "Amazon Connect", []Code{CodeUserMissing, CodeUserCase, CodeUserChars}, []string{"has not been onboarded to this application"}},
	{18, "Access denied, Please contact your AWS account administrator for assistance.", "Amazon Connect", []Code{CodePolicyMissing, CodePolicyResource, CodePolicyVersion, CodeInstanceRegion, CodeRelayInstance, CodeOrganisation}, []string{"please contact your aws account administrator", "not authorized to perform: connect:getfederationtoken"}},
	{19, "Bad Request. The request was not valid and could not be processed.", "Amazon Connect", []Code{CodeRelayEncoding, CodeRelayInstance, CodeOrigin, CodeUserBound}, []string{"the request was not valid and could not be processed"}},
	{20, "The user X is already associated with the Amazon Connect instance (status code: 409; error code: DuplicateResourceException)", "Amazon Connect", []Code{CodeUserBound}, []string{"is already associated with the amazon connect instance"}},
	{21, "Session Expired", "Amazon Connect", []Code{CodeSession}, []string{"session expired"}},
	{22, "(no error: the person lands in the AWS console's home)", "browser", []Code{CodeRelayMissing, CodeRelayHost}, []string{"console home", "lands in the aws console"}},
	{23, "(no error: AWS shows a page on which to choose a role)", "browser", []Code{CodeRoleMany}, []string{"select a role", "choose a role"}},
	{24, "UserNotOnboardedException", "Amazon Connect Global Resiliency", []Code{CodeReplicaUser}, []string{"usernotonboardedexception", "resourcenotfoundexception"}},
	{25, "An error occurred when we tried to process your request.", "IAM Identity Center", []Code{CodeApplication}, []string{"an error occurred when we tried to process your request"}},
	{26, "No access. Confirm with your administrator that you have access to the application and that your primary email address is assigned in IAM Identity Center.", "IAM Identity Center", []Code{CodeAssignment}, []string{"confirm with your administrator that you have access to the application"}},
	{27, "(no error: a blank page, or the form is sent again and again)", "browser", []Code{CodeFormAction}, []string{"violates the following content security policy directive: \"form-action", "violates the following content security policy directive: 'form-action", "blank page"}},
	{6, "Access denied (error code: AccessDenied, on AssumeRoleWithSAML)", "STS", []Code{CodeRoleUnknown, CodeTrustPrincipal, CodeTrustAudience, CodeTrustCondition, CodeTag, CodeSource, CodeNameID, CodeOrganisation}, []string{"access denied", "accessdenied"}},
}

// decided are the rows whose words AWS has for one cause alone, so that they are proof of it. Others have several, or are words that are
// used for other things too.
var decided = []int{2, 3, 4, 8, 9, 11, 15, 16, 20, 21, 23, 25, 26}

// recognise finds the first failure that a text tells of.
func recognise(text string) (Row, bool) {
	lower := strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, row := range rows {
		for _, sign := range row.signs {
			if strings.Contains(lower, sign) {
				return row, true
			}
		}
	}
	return Row{}, false
}

// rowNumbered is the failure of a number, nil for 0.
func rowNumbered(number int) *Row {
	for i := range rows {
		if rows[i].Number == number {
			return &rows[i]
		}
	}
	return nil
}
