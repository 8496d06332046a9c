package setup

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/pause"
)

// rounds is how often Apply reads and plans anew: what is there may change under it, and a new instance is named by what follows.
const rounds = 4

// ErrChanged says that what is there is no longer what it was when a plan was agreed to. Nothing was done.
var ErrChanged = errors.New("what is there has changed since the plan was drawn")

// Apply takes the steps of a plan, one after the other, and returns the plan that is left. It ends at the first step that
// fails; running it again goes on there. Told hears of each step after it was taken, or failed.
func (c *Clients) Apply(ctx context.Context, w Wish, told func(Step, error)) (*Plan, error) {
	return c.ApplyAgreed(ctx, w, "", told)
}

// ApplyAgreed is Apply of the one plan that has a digest, "" for whichever there is; ErrChanged, with the plan as it is now, where that
// has another one.
func (c *Clients) ApplyAgreed(ctx context.Context, w Wish, digest string, told func(Step, error)) (*Plan, error) {
	var left *Plan
	var taken error // why the last round was not the last
	for round := range rounds {
		p, _, err := c.Draw(ctx, w)
		if err != nil {
			return left, err
		}
		if round == 0 && digest != "" && p.Digest != digest {
			return p, ErrChanged
		}
		if left = p; p.Stop != "" || len(p.Pending()) == 0 {
			return p, nil
		}
		if taken, err = c.take(ctx, p.Pending(), told); err != nil {
			return p, err
		}
	}
	return left, fmt.Errorf("it does not come to an end: %w", taken)
}

// Why a round of Apply does not bring it to its end.
var (
	errChanging = errors.New("what was done does not stay; does another tool manage the same names?")
	errHidden   = errors.New("IAM says that a name is taken, and does not show what has it; for roles capital letters make no other name")
)

// take takes steps up to the first that those behind it depend on, and says why another round may be needed. What IAM knows
// and does not show yet is seen next time.
func (c *Clients) take(ctx context.Context, steps []Step, told func(Step, error)) (why, err error) {
	for _, s := range steps {
		err = patiently(ctx, func() error { return s.do(ctx, c) })
		if amazonconnect.Code(err) == "EntityAlreadyExists" {
			return errHidden, pause.For(ctx, settling/rounds)
		}
		if err != nil {
			what := strings.TrimSpace(string(s.Action) + " " + s.Kind + " " + s.What)
			err = awsaccess.Explained(fmt.Sprintf("%s %s", what, s.Subject), err)
		}
		told(s, err)
		if err != nil || s.again {
			return errChanging, err
		}
	}
	return errChanging, nil
}

// Settling is how long IAM may take until one part of it knows what another was told.
const settling = time.Minute

// patiently tries again while IAM does not know yet what it was told a moment ago: a new provider is at first no valid
// principal, a new role or policy is not found.
// Source: IAM User Guide, "Troubleshooting IAM: Changes that I make are not always immediately visible".
func patiently(ctx context.Context, do func() error) error {
	begun, next := time.Now(), time.Second
	for {
		err := do()
		if !unsettled(err) || time.Since(begun) >= settling {
			return err
		}
		if err := pause.For(ctx, next); err != nil {
			return err
		}
		next = min(2*next, 8*time.Second)
	}
}

func unsettled(err error) bool {
	switch amazonconnect.Code(err) {
	case "MalformedPolicyDocument":
		return strings.Contains(err.Error(), "Invalid principal")
	case "NoSuchEntity", "ConcurrentModification", "EntityTemporarilyUnmodifiable":
		return true
	}
	return false
}

type tag = iamtypes.Tag

func tagsOf(tags map[string]string) []tag {
	var all []tag
	for key, value := range tags {
		all = append(all, tag{Key: aws.String(key), Value: aws.String(value)})
	}
	return all
}

func (w *Wish) createProvider(ctx context.Context, c *Clients) error {
	_, err := c.IAM.CreateSAMLProvider(ctx, &iam.CreateSAMLProviderInput{Name: &w.Provider, SAMLMetadataDocument: &w.Metadata, Tags: tagsOf(w.tags())})
	return err
}

func (w *Wish) updateProvider(ctx context.Context, c *Clients) error {
	_, err := c.IAM.UpdateSAMLProvider(ctx, &iam.UpdateSAMLProviderInput{SAMLProviderArn: aws.String(w.names().provider), SAMLMetadataDocument: &w.Metadata})
	return err
}

func (w *Wish) tagProvider(ctx context.Context, c *Clients, tags []tag) error {
	_, err := c.IAM.TagSAMLProvider(ctx, &iam.TagSAMLProviderInput{SAMLProviderArn: aws.String(w.names().provider), Tags: tags})
	return err
}

func (w *Wish) createPolicy(shall string) func(context.Context, *Clients) error {
	return func(ctx context.Context, c *Clients) error {
		_, err := c.IAM.CreatePolicy(ctx, &iam.CreatePolicyInput{
			PolicyName: &w.Policy, Path: &w.Path, PolicyDocument: &shall, Tags: tagsOf(w.tags()),
			Description: aws.String("Lets people who signed in by SAML into Amazon Connect, each as themselves. Made by Ringside."),
		})
		return err
	}
}

func (w *Wish) deleteVersion(version string) func(context.Context, *Clients) error {
	return func(ctx context.Context, c *Clients) error {
		_, err := c.IAM.DeletePolicyVersion(ctx, &iam.DeletePolicyVersionInput{PolicyArn: aws.String(w.names().policy), VersionId: &version})
		return err
	}
}

func (w *Wish) createVersion(shall string) func(context.Context, *Clients) error {
	return func(ctx context.Context, c *Clients) error {
		_, err := c.IAM.CreatePolicyVersion(ctx, &iam.CreatePolicyVersionInput{PolicyArn: aws.String(w.names().policy), PolicyDocument: &shall, SetAsDefault: true})
		return err
	}
}

func (w *Wish) tagPolicy(ctx context.Context, c *Clients, tags []tag) error {
	_, err := c.IAM.TagPolicy(ctx, &iam.TagPolicyInput{PolicyArn: aws.String(w.names().policy), Tags: tags})
	return err
}

func (w *Wish) createRole(trust string) func(context.Context, *Clients) error {
	return func(ctx context.Context, c *Clients) error {
		in := &iam.CreateRoleInput{
			RoleName: &w.Role, Path: &w.Path, AssumeRolePolicyDocument: &trust, Tags: tagsOf(w.tags()),
			MaxSessionDuration: aws.Int32(int32(w.Session / time.Second)),
			Description:        aws.String("People who sign in to Amazon Connect by SAML. Made by Ringside."),
		}
		if w.Boundary != "" {
			in.PermissionsBoundary = &w.Boundary
		}
		_, err := c.IAM.CreateRole(ctx, in)
		return err
	}
}

func (w *Wish) updateTrust(shall string) func(context.Context, *Clients) error {
	return func(ctx context.Context, c *Clients) error {
		_, err := c.IAM.UpdateAssumeRolePolicy(ctx, &iam.UpdateAssumeRolePolicyInput{RoleName: &w.Role, PolicyDocument: &shall})
		return err
	}
}

func (w *Wish) updateRole(ctx context.Context, c *Clients) error {
	_, err := c.IAM.UpdateRole(ctx, &iam.UpdateRoleInput{RoleName: &w.Role, MaxSessionDuration: aws.Int32(int32(w.Session / time.Second))})
	return err
}

func (w *Wish) bindRole(ctx context.Context, c *Clients) error {
	_, err := c.IAM.PutRolePermissionsBoundary(ctx, &iam.PutRolePermissionsBoundaryInput{RoleName: &w.Role, PermissionsBoundary: &w.Boundary})
	return err
}

func (w *Wish) tagRole(ctx context.Context, c *Clients, tags []tag) error {
	_, err := c.IAM.TagRole(ctx, &iam.TagRoleInput{RoleName: &w.Role, Tags: tags})
	return err
}

func (w *Wish) attach(ctx context.Context, c *Clients) error {
	_, err := c.IAM.AttachRolePolicy(ctx, &iam.AttachRolePolicyInput{RoleName: &w.Role, PolicyArn: aws.String(w.names().policy)})
	return err
}

// createInstance asks with a token of its own, so that an answer that is lost does not make a second instance.
func (w *Wish) createInstance(ctx context.Context, c *Clients) error {
	out, err := amazonconnect.Insist(ctx, c.Meter, c.Connect.CreateInstance, &awsconnect.CreateInstanceInput{
		IdentityManagementType: types.DirectoryTypeSaml, InstanceAlias: &w.Create, ClientToken: aws.String("ringside-" + w.Create),
		InboundCallsEnabled: aws.Bool(true), OutboundCallsEnabled: aws.Bool(true), Tags: w.tags(),
	})
	if err != nil {
		return err
	}
	return awaitInstance(aws.ToString(out.Id))(ctx, c)
}

// creating is how long the creation of an instance is watched.
const creating = 10 * time.Minute

// awaitInstance waits until an instance is no longer being created; whether it could be is read afterwards.
func awaitInstance(id string) func(context.Context, *Clients) error {
	return func(ctx context.Context, c *Clients) error {
		for begun := time.Now(); ; {
			out, err := amazonconnect.Insist(ctx, c.Meter, c.Connect.DescribeInstance, &awsconnect.DescribeInstanceInput{InstanceId: &id})
			if err != nil {
				return err
			}
			if out.Instance == nil || out.Instance.InstanceStatus != types.InstanceStatusCreationInProgress {
				return nil
			}
			if time.Since(begun) > creating {
				return errors.New("it is still being created: run this again later")
			}
			if err := pause.For(ctx, 5*time.Second); err != nil {
				return err
			}
		}
	}
}

func approve(id, origin string) func(context.Context, *Clients) error {
	return func(ctx context.Context, c *Clients) error {
		_, err := amazonconnect.Insist(ctx, c.Meter, c.Connect.AssociateApprovedOrigin, &awsconnect.AssociateApprovedOriginInput{InstanceId: &id, Origin: &origin})
		if amazonconnect.Code(err) == "ResourceConflictException" {
			return nil // it is approved
		}
		return err
	}
}

func assign(application string, who Principal) func(context.Context, *Clients) error {
	return func(ctx context.Context, c *Clients) error {
		_, err := c.Centre.CreateApplicationAssignment(ctx, &ssoadmin.CreateApplicationAssignmentInput{
			ApplicationArn: &application, PrincipalId: &who.ID, PrincipalType: who.Kind,
		})
		if amazonconnect.Code(err) == "ConflictException" {
			return nil // somebody has just done it, or an answer was lost
		}
		return err
	}
}
