package api

import "github.com/ringside/ringside/internal/metric"

// speaker is a language in which a file says what it is: "en", or else Korean.
type speaker string

// of is a text in the language.
func (s speaker) of(w metric.Words) string {
	if s == "en" {
		return w.EN
	}
	return w.KO
}

// title is what people call a dimension.
func (s speaker) title(d metric.Dimension) string {
	if title := s.of(d.Title()); title != "" {
		return title
	}
	return string(d)
}

// word is one of exportWords; what is none of them stays as it is.
func (s speaker) word(key string) string {
	if words, known := exportWords[key]; known {
		return s.of(words)
	}
	return key
}

// exportWords are the texts of the sheet that says what was asked.
var exportWords = map[string]metric.Words{
	"about":    {KO: "안내", EN: "About"},
	"title":    {KO: "이 파일은", EN: "What this file is"},
	"how":      {KO: "읽는 방법", EN: "How to read it"},
	"formulas": {KO: "지표와 계산식", EN: "Metrics and formulas"},

	"what":               {KO: "내용", EN: "Content"},
	"contacts":           {KO: "상담", EN: "Contacts"},
	"changed_contacts":   {KO: "변경된 상담", EN: "Changed contacts"},
	"agent_intervals":    {KO: "상담사 활동", EN: "Agent intervals"},
	"live_history":       {KO: "실시간 화면 기록", EN: "History of the live board"},
	"metrics":            {KO: "지표", EN: "Metrics"},
	"only":               {KO: "집계 시간", EN: "Time that counts"},
	"only_working_days":  {KO: "영업일만", EN: "Working days only"},
	"only_working_hours": {KO: "영업시간만", EN: "Working hours only"},
	"from":               {KO: "시작(포함)", EN: "From (included)"},
	"to":                 {KO: "끝(제외)", EN: "To (excluded)"},
	"zone":               {KO: "시간대", EN: "Time zone"},
	"where":              {KO: "필터", EN: "Filter"},
	"outcome":            {KO: "결과", EN: "Outcome"},
	"text":               {KO: "상담 ID 앞부분", EN: "Contact id begins with"},
	"having":             {KO: "조건", EN: "Condition"},
	"outside":            {KO: "이 시각이 기간에 들지 않는 상담만", EN: "Only where this is not in the range"},
	"every":              {KO: "구간", EN: "Interval"},
	"by":                 {KO: "그룹", EN: "Grouped by"},
	"top":                {KO: "일부 항목만", EN: "Only the first"},
	"greatest":           {KO: "큰 순", EN: "greatest first"},
	"least":              {KO: "작은 순", EN: "least first"},
	"compare":            {KO: "비교 기간", EN: "Compared with"},
	"changed_since":      {KO: "이 위치 이후 변경", EN: "Changed since position"},
	"rows":               {KO: "행 수", EN: "Rows"},
	"as_of":              {KO: "수치 기준 시각", EN: "As of"},
	"note":               {KO: "참고", EN: "Note"},
	"final_until":        {KO: "확정 시각", EN: "Final until"},
	"position":           {KO: "위치", EN: "Position"},
	"product":            {KO: "만든 프로그램", EN: "Made by"},

	"time_field":            {KO: "시각 기준", EN: "Time basis"},
	"by_overlap":            {KO: "기간과 겹치는 활동 전체", EN: "Whatever overlaps with the range, whole"},
	"by_sampled":            {KO: "화면에 표시된 시각", EN: "When the live board showed it"},
	"by_initiation":         {KO: "상담이 시작된 시각", EN: "When the contact began"},
	"by_disconnect":         {KO: "상담이 종료된 시각", EN: "When the contact ended"},
	"by_enqueue":            {KO: "대기열에 들어간 시각", EN: "When the contact entered the queue"},
	"by_connected_to_agent": {KO: "상담사와 연결된 시각", EN: "When the contact was connected to the agent"},

	"metric":     {KO: "지표 ID", EN: "Metric"},
	"name":       {KO: "이름", EN: "Name"},
	"unit":       {KO: "단위", EN: "Unit"},
	"count":      {KO: "건수", EN: "Count"},
	"seconds":    {KO: "시간", EN: "Time"},
	"percent":    {KO: "백분율", EN: "Percent"},
	"definition": {KO: "정의", EN: "Definition"},
	"formula":    {KO: "계산식", EN: "Formula"},
	"source":     {KO: "출처", EN: "Source"},

	"note_final": {
		KO: "확정 시각 이후의 상담은 더 도착하거나 바뀔 수 있습니다. 같은 내용을 다시 내보내면서 위의 위치를 changed_since로 넘기면 그 뒤에 새로 들어왔거나 바뀐 상담만 나옵니다.",
		EN: "Contacts after \"final until\" may still arrive or change. Export the same again with the position above as changed_since: it lists the contacts that are new or have changed since.",
	},
	"note_zone": {
		KO: "시각은 위 시간대의 시계 그대로이며, 이름이 _utc로 끝나는 열은 UTC입니다.",
		EN: "Times are what a clock in the time zone above shows; columns whose names end in _utc are in UTC.",
	},
	"note_seconds": {
		KO: "시간 길이는 [h]:mm:ss 서식의 시간 값이고 백분율은 백분율 값입니다. CSV, Parquet, JSON lines에서는 각각 초와 0~100입니다.",
		EN: "Lengths of time are time values shown as [h]:mm:ss, and percentages are percentages. In CSV, Parquet and JSON lines they are seconds, and 0 to 100.",
	},
	"note_apostrophe": {
		KO: "수식으로 실행될 수 있는 글자(=, +, -, @ 등)로 시작하는 텍스트 앞에는 작은따옴표(')를 붙였습니다.",
		EN: "Texts that begin like a formula (=, +, -, @ and the like) have an apostrophe (') before them.",
	},
	"note_total": {
		KO: "total 열이 TRUE인 마지막 행은 전체 합계입니다. 따로 계산한 값이며 위 행을 더하거나 평균 낸 값이 아닙니다.",
		EN: "The last row, where total is TRUE, is the total. It is computed for itself, and is neither the sum nor the mean of the rows above.",
	},
	"note_samples": {
		KO: "실시간 화면을 15초마다 기록한 값입니다. _last는 구간의 마지막 기록, _max는 가장 큰 기록, _mean은 기록의 평균입니다. samples가 0인 구간은 기록이 없어 값이 비어 있으며 0과 다릅니다.",
		EN: "The live board, as it was kept every 15 seconds: _last is the last sample of a row's time, _max the greatest and _mean their mean. Where samples is 0 nobody looked: the cells are empty, which is no zero.",
	},
	"note_masked": {
		KO: "고객 번호는 마지막 네 자리만 표시합니다.",
		EN: "Of customers' numbers only the last four characters are shown.",
	},
}
