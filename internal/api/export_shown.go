package api

import "context"

// shownInput is the body of POST /export/shown.
type shownInput struct {
	Body struct {
		As      string `json:"as" enum:"file,print" doc:"file: one that the page makes itself"`
		Subject string `json:"subject" maxLength:"2000" minLength:"1" doc:"Whose data, or what: such as a contact's id" example:"0f8fad5b-d9cb-469f-a165-70867728950e"`
		Reason  string `json:"reason" maxLength:"500" doc:"What it is for, in your own words, for the audit log"`
	}
}

// ShownNoted is that the audit log has it.
type ShownNoted struct {
	Noted bool `json:"noted" doc:"False where nobody signs in: there is no log then"`
}

// exportShown answers POST /export/shown: what the page takes out of what it already shows leaves the same entry as a file of ours.
func (s *server) exportShown(ctx context.Context, in *shownInput) (ShownNoted, error) {
	remark := askerOf(ctx).remark
	remark.about = in.Body.Subject
	if in.Body.As == "print" {
		remark.action = "print"
	}
	return ShownNoted{Noted: s.Audit != nil}, s.reasoned(ctx, in.Body.Reason, true)
}
