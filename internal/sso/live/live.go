package live

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/sso"
)

// patience is how long both questions may take together.
const patience = 30 * time.Second

// Try signs in at AWS with the message, and asks Amazon Connect for a token as whoever that is. The caller's own credentials are not used.
func Try(ctx context.Context, t sso.Trial) *sso.Tried {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tried := &sso.Tried{}
	unasked := func(what string, err error) *sso.Tried {
		tried.Unasked = append(tried.Unasked, what+": "+err.Error())
		return tried
	}
	role, err := assume(ctx, t)
	if tried.Role, err = answer(role.who, err); err != nil {
		return unasked("whether AWS gives the role (LIVE-STS)", err)
	}
	if role.who == "" {
		return tried
	}
	if t.Instance == "" {
		tried.Unasked = []string{"whether Amazon Connect lets the person in (LIVE-FEDERATE): neither the relay state nor a fact says which instance"}
		return tried
	}
	user, err := federate(ctx, t, role.credentials)
	if tried.Connect, err = answer(user, err); err != nil {
		return unasked("whether Amazon Connect lets the person in (LIVE-FEDERATE)", err)
	}
	return tried
}

// answer is what AWS said; the error is that it did not say anything.
func answer(given string, err error) (*sso.Answer, error) {
	if err == nil {
		return &sso.Answer{Given: given}, nil
	}
	switch code := amazonconnect.Code(err); code {
	case "", "ThrottlingException", "TooManyRequestsException", "Throttling", "InternalFailure", "InternalServiceException", "ServiceUnavailable":
		return nil, err
	default:
		return &sso.Answer{Code: code, Message: strings.TrimPrefix(amazonconnect.Reason(err), code+": ")}, nil
	}
}

// assumed is who AWS let in, and by what.
type assumed struct {
	who         string // ARN
	credentials aws.CredentialsProvider
}

func assume(ctx context.Context, t sso.Trial) (assumed, error) {
	settings, err := settings(ctx, t.Region, aws.AnonymousCredentials{})
	if err != nil {
		return assumed{}, err
	}
	// No duration is asked for, so that what the message says of it counts, as it does in a browser.
	out, err := sts.NewFromConfig(settings).AssumeRoleWithSAML(ctx, &sts.AssumeRoleWithSAMLInput{
		RoleArn: &t.Role, PrincipalArn: &t.Provider, SAMLAssertion: &t.Message,
	})
	if err != nil {
		return assumed{}, err
	}
	if out.Credentials == nil || out.AssumedRoleUser == nil {
		return assumed{}, errors.New("STS gave no credentials")
	}
	c := out.Credentials
	by := credentials.NewStaticCredentialsProvider(aws.ToString(c.AccessKeyId), aws.ToString(c.SecretAccessKey), aws.ToString(c.SessionToken))
	return assumed{aws.ToString(out.AssumedRoleUser.Arn), by}, nil
}

// federate asks for the token by which a browser would come in. It changes nothing.
func federate(ctx context.Context, t sso.Trial, by aws.CredentialsProvider) (user string, err error) {
	settings, err := settings(ctx, t.InstanceRegion, by)
	if err != nil {
		return "", err
	}
	out, err := awsconnect.NewFromConfig(settings).GetFederationToken(ctx, &awsconnect.GetFederationTokenInput{InstanceId: &t.Instance})
	if err != nil {
		return "", err
	}
	return aws.ToString(out.UserArn), nil
}

func settings(ctx context.Context, region string, by aws.CredentialsProvider) (aws.Config, error) {
	c, err := config.LoadDefaultConfig(ctx, config.WithRegion(region), config.WithCredentialsProvider(by))
	if err != nil {
		return c, fmt.Errorf("load AWS settings: %w", err)
	}
	return c, nil
}
