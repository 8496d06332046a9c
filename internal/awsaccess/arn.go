package awsaccess

import "strings"

// RegionOf is the Region in an ARN; "" of what is none.
func RegionOf(arn string) string { return field(arn, 3) }

// AccountOf is the account in an ARN; "" of what is none.
func AccountOf(arn string) string { return field(arn, 4) }

// field is one of the six of arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE.
func field(arn string, n int) string {
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 {
		return parts[n]
	}
	return ""
}
