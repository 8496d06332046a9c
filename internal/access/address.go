package access

import (
	"fmt"
	"net/netip"
	"slices"
)

// Network is addresses that begin alike, or one alone: as text 10.0.3.0/24, or 10.0.3.7.
type Network struct{ netip.Prefix }

// ParseNetwork reads a network. An error says how to write one.
func ParseNetwork(text string) (Network, error) {
	if address, err := netip.ParseAddr(text); err == nil && address.Zone() == "" {
		address = address.Unmap()
		return Network{netip.PrefixFrom(address, address.BitLen())}, nil
	}
	network, err := netip.ParsePrefix(text)
	if err != nil || network.Addr().Is4In6() {
		return Network{}, fmt.Errorf("%q: write an address such as 10.0.3.7, or a network such as 10.0.3.0/24", text)
	}
	return Network{network.Masked()}, nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (n *Network) UnmarshalText(text []byte) (err error) {
	*n, err = ParseNetwork(string(text))
	return err
}

// At is a grant as it holds at an address: without the roles that are not for there. An address that could not be found out is none
// of any network.
func (r *Rules) At(g Grant, from netip.Addr) Grant {
	if r == nil || len(r.Addresses) == 0 {
		return g
	}
	g.Roles = slices.DeleteFunc(slices.Clone(g.Roles), func(role Role) bool {
		networks, limited := r.Addresses[role]
		return limited && !slices.ContainsFunc(networks, func(n Network) bool { return n.Contains(from.Unmap()) })
	})
	return g
}

func (r *Rules) checkAddresses() error {
	for role, networks := range r.Addresses {
		if !slices.Contains(Roles(), role) && role != Provisioner {
			return fmt.Errorf("\"addresses\": there is no role %q; there are %v", role, Roles())
		}
		if len(networks) == 0 {
			return fmt.Errorf("\"addresses\": %s has none: name them, or leave the role out for everywhere", role)
		}
	}
	return nil
}
