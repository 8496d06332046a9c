package acme

import (
	"fmt"

	"github.com/mholt/acmez/v3/acme"
)

// refused is what an authority answers, as it comes out of the library.
func refused(kind string) error {
	return fmt.Errorf("[x] Obtain: %w", acme.Problem{Type: acme.ProblemTypeNamespace + kind, Status: 400})
}
