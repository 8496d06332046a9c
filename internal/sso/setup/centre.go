package setup

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/identitystore"
	attributevalue "github.com/aws/aws-sdk-go-v2/service/identitystore/document"
	storetypes "github.com/aws/aws-sdk-go-v2/service/identitystore/types"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/sso/roster"
)

// Application is the SAML application in IAM Identity Center, with what its API tells of one: neither addresses nor mappings.
type Application struct {
	ARN      string
	Enabled  bool
	Assigned map[string]bool // by principal's id
	Wanted   []Principal     // those of the wish
}

// Principal is a person or a group in IAM Identity Center.
type Principal struct {
	Name string // as it was asked for, such as group:Agents
	ID   string // "" if there is none of that name
	Kind types.PrincipalType
}

// findCentre is the one IAM Identity Center that an account sees in a Region: the organisation's, or its own.
func (c *Clients) findCentre(ctx context.Context) (types.InstanceMetadata, error) {
	out, err := c.Centre.ListInstances(ctx, &ssoadmin.ListInstancesInput{})
	if err != nil {
		return types.InstanceMetadata{}, awsaccess.Explained("find IAM Identity Center", err)
	}
	if len(out.Instances) == 0 {
		return types.InstanceMetadata{}, errors.New("there is no IAM Identity Center in this account and Region: name --identity-center-profile and --identity-center-region")
	}
	return out.Instances[0], nil
}

// People reads the directory's people, with those groups that the rules name.
func (c *Clients) People(ctx context.Context, rules roster.Rules) ([]roster.Person, error) {
	centre, err := c.findCentre(ctx)
	if err != nil {
		return nil, err
	}
	return roster.ReadStore(ctx, c.Store, aws.ToString(centre.IdentityStoreId), rules)
}

// readCentre reads the application and who is assigned to it.
func (c *Clients) readCentre(ctx context.Context, w *Wish, s *State) error {
	centre, err := c.findCentre(ctx)
	if err != nil {
		return err
	}
	pages := ssoadmin.NewListApplicationsPaginator(c.Centre, &ssoadmin.ListApplicationsInput{InstanceArn: centre.InstanceArn})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return awsaccess.Explained("list applications", err)
		}
		for _, a := range page.Applications {
			if aws.ToString(a.Name) != w.App {
				continue
			}
			if s.Centre != nil {
				return fmt.Errorf("there are two applications called %q in IAM Identity Center: rename one", w.App)
			}
			s.Centre = &Application{
				ARN: aws.ToString(a.ApplicationArn), Enabled: a.Status == types.ApplicationStatusEnabled, Assigned: map[string]bool{},
			}
		}
	}
	if s.Centre == nil {
		return nil
	}
	if err := c.assigned(ctx, s.Centre); err != nil {
		return err
	}
	for _, who := range w.Assign {
		p, err := c.principal(ctx, aws.ToString(centre.IdentityStoreId), who)
		if err != nil {
			return err
		}
		s.Centre.Wanted = append(s.Centre.Wanted, p)
	}
	return nil
}

func (c *Clients) assigned(ctx context.Context, a *Application) error {
	pages := ssoadmin.NewListApplicationAssignmentsPaginator(c.Centre, &ssoadmin.ListApplicationAssignmentsInput{ApplicationArn: &a.ARN})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return awsaccess.Explained("list the application's assignments", err)
		}
		for _, assignment := range page.ApplicationAssignments {
			a.Assigned[aws.ToString(assignment.PrincipalId)] = true
		}
	}
	return nil
}

// principal looks up whom a wish names.
func (c *Clients) principal(ctx context.Context, store, who string) (Principal, error) {
	kind, name, _ := strings.Cut(who, ":")
	p := Principal{Name: who, Kind: types.PrincipalTypeUser}
	attribute := func(path string) *storetypes.AlternateIdentifierMemberUniqueAttribute {
		return &storetypes.AlternateIdentifierMemberUniqueAttribute{Value: storetypes.UniqueAttribute{
			AttributePath: &path, AttributeValue: attributevalue.NewLazyDocument(name),
		}}
	}
	var err error
	if kind == "group" {
		p.Kind = types.PrincipalTypeGroup
		var out *identitystore.GetGroupIdOutput
		if out, err = c.Store.GetGroupId(ctx, &identitystore.GetGroupIdInput{IdentityStoreId: &store, AlternateIdentifier: attribute("displayName")}); err == nil {
			p.ID = aws.ToString(out.GroupId)
		}
	} else {
		var out *identitystore.GetUserIdOutput
		if out, err = c.Store.GetUserId(ctx, &identitystore.GetUserIdInput{IdentityStoreId: &store, AlternateIdentifier: attribute("userName")}); err == nil {
			p.ID = aws.ToString(out.UserId)
		}
	}
	if err != nil && amazonconnect.Code(err) != "ResourceNotFoundException" {
		return p, awsaccess.Explained("look up "+who, err)
	}
	return p, nil
}
