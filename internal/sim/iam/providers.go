package iam

import (
	"maps"
	"slices"
)

func (a *Account) createSAMLProvider(f form) (any, error) {
	name := f.Get("Name")
	if err := providerName.check(name); err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	text := a.brought(f)
	of, err := readMetadata(text, a.Now())
	if err != nil {
		return nil, err
	}
	arn := a.arn("saml-provider/" + name)
	if a.providers[arn] != nil {
		return nil, refuse("EntityAlreadyExists", "SAMLProvider %s already exists.", arn)
	}
	a.providers[arn] = &provider{arn: arn, name: name, document: text, metadata: of, tags: f.tags(), created: a.Now()}
	return struct {
		SAMLProviderArn string
		Tags            list[tag]
	}{arn, list[tag]{f.tags()}}, nil
}

// provider finds one. The caller holds the lock.
func (a *Account) provider(f form) (*provider, error) {
	arn := f.Get("SAMLProviderArn")
	if p := a.providers[arn]; p != nil {
		return p, nil
	}
	return nil, refuse("NoSuchEntity", "Manifest not found for arn %s", arn)
}

func (a *Account) updateSAMLProvider(f form) (any, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, err := a.provider(f)
	if err != nil {
		return nil, err
	}
	text := a.brought(f)
	of, err := readMetadata(text, a.Now())
	if err != nil {
		return nil, err
	}
	p.document, p.metadata = text, of
	return struct{ SAMLProviderArn string }{p.arn}, nil
}

func (a *Account) getSAMLProvider(f form) (any, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, err := a.provider(f)
	if err != nil {
		return nil, err
	}
	return struct {
		SAMLMetadataDocument   string
		CreateDate, ValidUntil string
		Tags                   list[tag]
	}{p.document, stamp(p.created), stamp(p.metadata.until), list[tag]{p.tags}}, nil
}

func (a *Account) listSAMLProviders(form) (any, error) {
	type entry struct{ Arn, ValidUntil, CreateDate string }
	var all []entry
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, arn := range slices.Sorted(maps.Keys(a.providers)) {
		p := a.providers[arn]
		all = append(all, entry{arn, stamp(p.metadata.until), stamp(p.created)})
	}
	return struct{ SAMLProviderList list[entry] }{list[entry]{all}}, nil
}

func (a *Account) tagSAMLProvider(f form) (any, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, err := a.provider(f)
	if err != nil {
		return nil, err
	}
	p.tags = merged(p.tags, f.tags())
	return nil, nil
}

// merged are tags with others put over them.
func merged(has, more []tag) []tag {
	all := append([]tag{}, has...)
	for _, one := range more {
		found := false
		for i := range all {
			if all[i].Key == one.Key {
				all[i].Value, found = one.Value, true
			}
		}
		if !found {
			all = append(all, one)
		}
	}
	return all
}
