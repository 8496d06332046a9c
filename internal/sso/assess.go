package sso

import "slices"

// stage is how far the statement came that came furthest.
type stage int

const (
	stageNone      stage = iota // no statement is about the action
	stagePrincipal              // none of those trusts the provider
	stageCondition              // none of those has conditions that hold
	stageAllowed
)

// outcome is what a trust policy says about one action.
type outcome struct {
	answer    answer
	denied    bool // by a statement with Effect Deny
	stage     stage
	providers []string // whom the statements about the action trust
	judgement judgement
}

// assess asks a trust policy whether a provider may do something.
func assess(p policy, action, provider string, r request) outcome {
	var best outcome
	denial := no
	for _, s := range p.Statement {
		acts := s.acts(action)
		if acts == no {
			continue
		}
		providers, known := s.federated()
		trusts := truth(slices.Contains(providers, provider))
		if !known || slices.Contains(providers, "*") {
			trusts = unknown
		}
		judged := s.Condition.judge(r, p.variables())
		all := and(and(acts, trusts), judged.answer)
		if s.Effect != "Allow" {
			denial = max(denial, all)
			continue
		}
		reached := outcome{answer: all, providers: append(best.providers, providers...), judgement: judged}
		switch {
		case trusts == no:
			reached.stage = stagePrincipal
		case all != yes:
			reached.stage = stageCondition
		default:
			reached.stage = stageAllowed
		}
		if all > best.answer || all == best.answer && reached.stage >= best.stage {
			best = reached
		}
		best.providers = reached.providers
	}
	switch denial {
	case yes:
		return outcome{answer: no, denied: true}
	case unknown:
		best.answer, best.denied = and(best.answer, unknown), best.answer == yes
	case no:
	}
	return best
}
