package connectapi

import "strings"

// instance is what DescribeInstance and ListInstances tell.
type instance struct {
	ID                     string `json:"Id"`
	Arn                    string
	IdentityManagementType string
	InstanceAlias          string
	CreatedTime            epoch
	ServiceRole            string
	InstanceStatus         string
	InboundCallsEnabled    bool
	OutboundCallsEnabled   bool
	InstanceAccessURL      string `json:"InstanceAccessUrl"`
}

func (d *directory) instance() instance {
	account := accountOf(d.InstanceARN)
	return instance{
		ID: d.instanceID, Arn: d.InstanceARN, IdentityManagementType: "SAML", InstanceAlias: d.Alias, CreatedTime: founded,
		ServiceRole:    "arn:aws:iam::" + account + ":role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect",
		InstanceStatus: "ACTIVE", InboundCallsEnabled: true, OutboundCallsEnabled: true,
		InstanceAccessURL: "https://" + d.Alias + ".my.connect.aws",
	}
}

func (a *api) describeInstance(*call) (any, error) {
	return struct{ Instance instance }{a.directory.instance()}, nil
}

func (a *api) listInstances(c *call) (any, error) {
	p, err := c.query()
	if err != nil {
		return nil, err
	}
	page, next, err := cut(c, p, []instance{a.directory.instance()})
	return struct {
		InstanceSummaryList []instance
		NextToken           string `json:",omitzero"`
	}{page, next}, err
}

// accountOf is the account in an ARN.
func accountOf(arn string) string {
	if parts := strings.Split(arn, ":"); len(parts) > 4 {
		return parts[4]
	}
	return ""
}
