package scim

import "net/http"

// what the service provider can do (RFC 7643, section 5).
func (h *Handler) config() object {
	off := object{"supported": false}
	return object{
		"schemas":          []string{"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"},
		"documentationUri": "https://github.com/ringside/ringside/blob/main/docs/identity-provider.md",
		"patch":            object{"supported": true},
		"bulk":             object{"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
		"filter":           object{"supported": true, "maxResults": mostListed},
		"changePassword":   off, "sort": off, "etag": object{"supported": true},
		"authenticationSchemes": []object{{
			"type": "oauthbearertoken", "name": "Token", "description": "Authorization: Bearer, with a token of ringside token create --role provisioner",
			"specUri": "https://www.rfc-editor.org/rfc/rfc6750", "primary": true,
		}},
		"meta": object{"resourceType": "ServiceProviderConfig", "location": h.PublicURL + Path + "/ServiceProviderConfig"},
	}
}

// resourceType says where a schema's resources are (RFC 7643, section 6).
func (h *Handler) resourceType(s *schema) object {
	return object{
		"schemas": []string{"urn:ietf:params:scim:schemas:core:2.0:ResourceType"},
		"id":      s.Name, "name": s.Name, "endpoint": s.Endpoint, "description": s.Description, "schema": s.ID,
		"meta": object{"resourceType": "ResourceType", "location": h.PublicURL + Path + "/ResourceTypes/" + s.Name},
	}
}

// described is a schema as it is told (RFC 7643, section 7).
func (h *Handler) described(s *schema) object {
	return object{
		"schemas": []string{"urn:ietf:params:scim:schemas:core:2.0:Schema"},
		"id":      s.ID, "name": s.Name, "description": s.Description, "attributes": s.Attributes,
		"meta": object{"resourceType": "Schema", "location": h.PublicURL + Path + "/Schemas/" + s.ID},
	}
}

// discover answers what a directory asks about us. Such questions have no filter (RFC 7644, section 4).
func (h *Handler) discover(w http.ResponseWriter, r *http.Request, what, id string) error {
	if r.Method != http.MethodGet {
		return notAllowed(w, http.MethodGet)
	}
	if r.URL.Query().Has("filter") {
		return &fault{http.StatusForbidden, "", "this cannot be filtered"}
	}
	if what == "ServiceProviderConfig" {
		if id != "" {
			return errPath
		}
		return h.answer(w, http.StatusOK, h.config())
	}
	var all []any
	for _, s := range schemas {
		name, one := s.ID, h.described(s)
		if what == "ResourceTypes" {
			name, one = s.Name, h.resourceType(s)
		}
		if id == name {
			return h.answer(w, http.StatusOK, one)
		}
		all = append(all, one)
	}
	if id != "" {
		return errNone
	}
	return h.answer(w, http.StatusOK, listOf(all, len(all), 1))
}

// listOf is a page of a list (RFC 7644, section 3.4.2).
func listOf(page []any, total, start int) object {
	if page == nil {
		page = []any{}
	}
	return object{"schemas": []string{listSchema}, "totalResults": total, "startIndex": start, "itemsPerPage": len(page), "Resources": page}
}
