// Package wizard sets sign-in to Amazon Connect up for whoever asks by a page: a plan is drawn, agreed to by its digest and carried out;
// people are compared with users, and users are made. It does one thing at a time, and tells how far it is.
//
//	Wish ──▶ Plan ──▶ (agreed) ──▶ Apply ──▶ job        setup does it
//	People, rules ──▶ Compare ──▶ (agreed) ──▶ Carry ──▶ job    roster does it
//
// What was drawn and compared last is kept in memory alone: a page that is loaded again finds it, a restart forgets it, and nothing is
// lost by that, since what is there is read anew each time. AWS is asked with the server's own credentials; none come from a page.
package wizard
