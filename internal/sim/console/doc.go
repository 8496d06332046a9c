// Package console is what a browser sees of AWS on the way into Amazon Connect, simulated: the sign-in address that takes a
// SAMLResponse, the console with its door to Amazon Connect, and Amazon Connect itself.
//
//	portal ──POST──▶ REGION.signin.aws.localhost ──▶ REGION.console.aws.localhost/connect/federate/… ──▶ ALIAS.my.connect.localhost
//
// Names that end in .localhost are this machine's for every browser, and make sites of their own, as the real ones are. Every
// page says that it is a simulation. Refusals are in AWS's words, from package iam and from Amazon Connect's documentation.
//
// At aws.localhost each fault that a sign-in can have is switched on and off, and the last sign-in can be had as a file for the
// doctor of sign-ins, with the names that the real hosts have.
//
// Source: Amazon Connect Administrator Guide, "Configure SAML with IAM for Amazon Connect" and "Troubleshoot SAML with Amazon Connect".
package console
