package export

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Limits of the format. Source: Microsoft, "Excel specifications and limits".
const (
	sheetRows = 1_048_576 // of a sheet, its head among them
	cellText  = 32_767    // UTF-16 units of a cell
	// sheetBytes keeps a sheet below 4 GiB unpacked, beyond which zip needs a form that Excel refuses of a stream.
	sheetBytes = 3 << 30
)

// xlsxWriter writes a workbook: a sheet that says what was asked, and the rows in as many sheets as they need.
type xlsxWriter struct {
	table  Table
	spool  *Spool
	book   *excelize.File
	styles [JSON + 1]int
	head   int // style
	local  *wall

	sheet  *excelize.StreamWriter
	sheets int // begun
	row    int // written to this sheet
	most   int // rows of a sheet
	weight int64
	cells  []any
}

func newXLSX(t Table, spool *Spool) (*xlsxWriter, error) {
	w := &xlsxWriter{table: t, spool: spool, local: newWall(t.Zone), most: sheetRows}
	w.book = excelize.NewFile(excelize.Options{TmpDir: spool.dir})
	err := w.style()
	if err == nil {
		err = w.writeAbout()
	}
	if err == nil {
		err = w.begin()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("begin workbook: %w", err), w.book.Close())
	}
	return w, nil
}

// style makes the formats of the kinds of columns.
func (w *xlsxWriter) style() error {
	formats := [JSON + 1]string{
		Seconds: "[h]:mm:ss", Percent: "0.00%", Day: "yyyy-mm-dd", Moment: "yyyy-mm-dd hh:mm:ss", MomentUTC: "yyyy-mm-dd hh:mm:ss",
	}
	for kind, format := range formats {
		if format == "" {
			continue
		}
		id, err := w.book.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			return err
		}
		w.styles[kind] = id
	}
	var err error
	w.head, err = w.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	return err
}

// writeAbout fills the sheet that says what was asked, which comes first.
func (w *xlsxWriter) writeAbout() error {
	about := w.table.About
	if err := w.book.SetSheetName("Sheet1", about.Title); err != nil {
		return err
	}
	sheet, err := w.book.NewStreamWriter(about.Title)
	if err != nil {
		return err
	}
	if err := sheet.SetColWidth(1, 1, 26); err != nil {
		return err
	}
	if err := sheet.SetColWidth(2, 8, 40); err != nil {
		return err
	}
	row := 0
	add := func(style int, texts ...string) error {
		row++
		cells := make([]any, len(texts))
		for i, text := range texts {
			cells[i] = excelize.Cell{StyleID: style, Value: fitting(harmless(text))}
		}
		return sheet.SetRow(fmt.Sprintf("A%d", row), cells)
	}
	for i, section := range about.Sections {
		if i > 0 {
			row++ // left empty
		}
		if err := add(w.head, section.Title); err != nil {
			return err
		}
		for _, texts := range section.Rows {
			if err := add(0, texts...); err != nil {
				return err
			}
		}
	}
	return sheet.Flush()
}

// begin begins a sheet of rows.
func (w *xlsxWriter) begin() error {
	w.sheets++
	name := w.table.Name
	if w.sheets > 1 {
		name = fmt.Sprintf("%s %d", name, w.sheets)
	}
	index, err := w.book.NewSheet(name)
	if err != nil {
		return err
	}
	if w.sheets == 1 {
		w.book.SetActiveSheet(index)
	}
	if w.sheet, err = w.book.NewStreamWriter(name); err != nil {
		return err
	}
	if err := w.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := w.sheet.SetColWidth(1, max(1, len(w.table.Columns)), 19); err != nil {
		return err
	}
	w.row, w.weight = 0, 0
	cells := make([]any, len(w.table.Columns))
	for i, column := range w.table.Columns {
		cells[i] = excelize.Cell{StyleID: w.head, Value: harmless(column.Name)}
	}
	return w.add(cells)
}

func (w *xlsxWriter) add(cells []any) error {
	w.row++
	return w.sheet.SetRow(fmt.Sprintf("A%d", w.row), cells)
}

// Write adds a row, in a further sheet when this one is full.
func (w *xlsxWriter) Write(row []Value) error {
	if w.row >= w.most || w.weight > sheetBytes {
		if err := w.sheet.Flush(); err != nil {
			return fmt.Errorf("end sheet: %w", err)
		}
		if err := w.begin(); err != nil {
			return fmt.Errorf("begin sheet: %w", err)
		}
	}
	w.cells = w.cells[:0]
	for i, value := range row {
		w.cells = append(w.cells, w.cell(w.table.Columns[i].Kind, value))
		w.weight += 60 + int64(len(value.text))
	}
	if err := w.add(w.cells); err != nil {
		return fmt.Errorf("write row: %w", err)
	}
	return nil
}

// epochDay is 1970-01-01 as Excel counts days.
const epochDay = 25569

// cell is a value as Excel keeps it: moments and lengths of time are days, percentages shares of 1.
func (w *xlsxWriter) cell(kind Kind, v Value) any {
	styled := func(n float64) any { return excelize.Cell{StyleID: w.styles[kind], Value: n} }
	switch v.is {
	case text:
		if day, err := time.Parse(time.DateOnly, v.text); kind == Day && err == nil {
			return styled(epochDay + float64(day.Unix()/86_400))
		}
		return fitting(harmless(v.text))
	case flag:
		return v.whole == 1
	case moment:
		local := v.whole
		if kind != MomentUTC {
			local, _ = w.local.local(v.whole)
		}
		return styled(epochDay + float64(local)/dayMS)
	case nothing:
		return nil
	case whole, decimal:
		switch kind {
		case Seconds:
			return styled(v.number() / 86_400)
		case Percent:
			return styled(v.number() / 100)
		case Text, Whole, Number, Flag, Day, Moment, MomentUTC, JSON:
		}
		if v.is == whole && v.whole > -1<<53 && v.whole < 1<<53 {
			return v.whole
		}
		if number := v.number(); !math.IsInf(number, 0) && !math.IsNaN(number) {
			return number
		}
	}
	return nil
}

// fitting is a text that fits into a cell. What had to go is said.
func fitting(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	if len(s) <= cellText {
		return s
	}
	units := 0
	end := len(s)
	for at, letter := range s {
		if units += utf16.RuneLen(letter); units > cellText-100 && end == len(s) {
			end = at
		}
	}
	if units <= cellText {
		return s
	}
	return fmt.Sprintf("%s … [%d characters more than a cell can hold]", s[:end], utf8.RuneCountInString(s[end:]))
}

// Finish packs the workbook into the spool.
func (w *xlsxWriter) Finish() error {
	err := w.sheet.Flush()
	if err == nil {
		// What excelize packs it would keep in memory, all of it, so it is given a packer of ours.
		w.book.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &packer{Writer: zip.NewWriter(w.spool)} })
		_, err = w.book.WriteTo(io.Discard)
	}
	if err = errors.Join(err, w.book.Close()); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// packer packs a workbook. Excelize hands it the sheets in the random order of a map: the small one that says what was asked is
// packed last, so that the same question of the same contacts makes the same bytes, as long as one sheet holds the rows.
type packer struct {
	*zip.Writer
	about bytes.Buffer
}

// aboutSheet is the first sheet of every workbook.
const aboutSheet = "xl/worksheets/sheet1.xml"

// Create begins a part.
func (p *packer) Create(name string) (io.Writer, error) {
	if name == aboutSheet {
		return &p.about, nil
	}
	return p.Writer.Create(name)
}

// Close packs what is left.
func (p *packer) Close() error {
	part, err := p.Writer.Create(aboutSheet)
	if err == nil {
		_, err = p.about.WriteTo(part)
	}
	return errors.Join(err, p.Writer.Close())
}

// Discard removes what excelize keeps.
func (w *xlsxWriter) Discard() { _ = w.book.Close() }
