// Package oracle holds an independent recount of every metric: recount.py of contact records, recount_agents.py of agent
// events, which share no code with the product, and the tests that compare them with the reference and with the store.
package oracle
