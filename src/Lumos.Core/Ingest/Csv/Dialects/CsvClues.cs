using Lumos.Core.Ingest.Csv.Records;
using Lumos.Core.Ingest.Csv.Tables;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>Collects the clues that records at the top of a table give.</summary>
internal sealed class CsvClues
{
    public static readonly int Count = Enum.GetValues<CsvClue>().Length;

    private const int LookBelow = 120;
    private const double Longest = 6;
    private const double Shortest = -4;
    private const int FewLeft = 8;
    private const int LongRun = 8;

    private readonly CsvRecords _records;
    private readonly CsvBody _body;
    private readonly int _to;
    private readonly double[] _values = new double[Count];

    /// <param name="records">Records of the sample.</param>
    /// <param name="body">What the columns hold further down.</param>
    /// <param name="to">One past the last row.</param>
    public CsvClues(CsvRecords records, CsvBody body, int to)
    {
        _records = records;
        _body = body;
        _to = to;
    }

    /// <summary>The clues of a record, by <see cref="CsvClue"/>; valid until the next call.</summary>
    /// <param name="row">Record, not blank.</param>
    /// <param name="above">The record above that is not blank, or -1.</param>
    /// <param name="below">The record below that is not blank, or -1.</param>
    public ReadOnlySpan<double> Of(int row, int above, int below)
    {
        Array.Clear(_values);
        Cells(row);
        Kinds(row);
        if (above < 0) Set(CsvClue.First);
        else Above(row, above);
        Set(CsvClue.BlankBelow, row + 1 < _to && _records[row + 1].IsBlank);
        if (below >= 0) Below(row, below);
        Scored(row);
        return _values;
    }

    private void Cells(int row)
    {
        var record = _records[row];
        var width = _body.Width;
        Set(CsvClue.AsWide, record.Fields == width);
        Set(CsvClue.OneShort, record.Fields == width - 1);
        Set(CsvClue.Alone, record.Filled == 1 && width > 1);
        Set(CsvClue.Filled, Math.Min(1, record.Filled / (double)width));
        Set(CsvClue.Full, record.Filled >= width);
        Set(CsvClue.FilledLikeRows, _body.MedianFilled == 0 ? 0 : Math.Min(1.5, record.Filled / _body.MedianFilled));
        Set(CsvClue.Sparse, record.Filled < _body.MedianFilled * 0.6);
        Set(CsvClue.NoFirst, record.Filled > 1 && _records.Cell(row, 0) == CsvCell.Empty);
        Set(CsvClue.ColonFirst, _records.Bytes(row, 0) is [.., (byte)':']);
        Set(CsvClue.Comment, CsvTableFinder.IsCommentLike(_records, row));
        Set(CsvClue.YearSequence, CsvHeaderScorer.YearSequence(_records, row, width));
        Set(CsvClue.Tags, CsvDeclarations.IsTags(_records, row, _to, width));

        int typed = 0, texts = 0, known = 0, identifiers = 0, pairs = 0, sentences = 0, units = 0, years = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var c = 0; c < record.Fields; c++)
        {
            var cell = _records.Cell(row, c);
            if (cell == CsvCell.Empty) continue;
            var bytes = _records.Bytes(row, c);
            if (CsvCellClassifier.IsTyped(cell)) typed++;
            else if (cell != CsvCell.Null) texts++;
            if (CsvHeaderWords.Matches(bytes)) known++;
            if (CsvShape.IsIdentifier(bytes)) identifiers++;
            if (bytes.IndexOf(": "u8) > 0) pairs++;
            if (bytes is [_, .., (byte)':']) Set(CsvClue.Colon);
            if (bytes.Count((byte)' ') >= 4 || CsvTableFinder.IsSentenceWord(bytes)) sentences++;
            if (CsvUnitWords.IsUnit(bytes)) units++;
            if (CsvHeaderScorer.IsYear(bytes)) years++;
            if (!seen.Add(System.Text.Encoding.UTF8.GetString(bytes))) Set(CsvClue.SaysTwice);
        }

        double filled = record.Filled;
        Set(CsvClue.Texts, texts / filled);
        Set(CsvClue.TextsOnly, typed == 0 && texts >= 2);
        Set(CsvClue.HoldsValue, typed > 0);
        Set(CsvClue.KnownNames, known / filled);
        Set(CsvClue.Identifiers, identifiers / filled);
        Set(CsvClue.Sentences, sentences / filled);
        Set(CsvClue.Units, units / filled);
        Set(CsvClue.Years, years / filled);
        Set(CsvClue.KeyValues, pairs * 2 >= record.Filled);
    }

    /// <summary>What the cells are beside what their columns hold further down.</summary>
    private void Kinds(int row)
    {
        int kinds = 0, fits = 0, against = 0, missing = 0, back = 0;
        for (var c = 0; c < _body.Width; c++)
        {
            var column = _body[c];
            var cell = _records.Cell(row, c);
            if (column.Filled == 0) continue;
            if (!column.IsTyped)
            {
                if (cell != CsvCell.Empty && ComesBack(row, c)) back++;
                continue;
            }

            kinds++;
            if (cell is CsvCell.Empty or CsvCell.Null) missing++;
            else if (CsvCellClassifier.IsTextual(cell)) against++;
            else if (column.Share(cell) > 0.2) fits++;
            else Set(CsvClue.OtherKind);
        }

        Set(CsvClue.ComesBack, back > 0);
        Set(CsvClue.ComingBack, back / (double)_records[row].Filled);
        Set(CsvClue.NoKinds, kinds == 0);
        if (kinds == 0) return;
        Set(CsvClue.Fits, fits / (double)kinds);
        Set(CsvClue.FitsTwo, fits >= 2);
        Set(CsvClue.FitsNone, fits == 0);
        Set(CsvClue.Against, against / (double)kinds);
        Set(CsvClue.LeavesOut, missing / (double)kinds);
    }

    private bool ComesBack(int row, int column)
    {
        var bytes = _records.Bytes(row, column);
        for (var i = row + 1; i < Math.Min(_to, row + LookBelow); i++)
        {
            if (_records[i].Fields == _body.Width && _records.Bytes(i, column).SequenceEqual(bytes)) return true;
        }

        return false;
    }

    private void Above(int row, int above)
    {
        var width = _body.Width;
        Set(CsvClue.CommentAbove, CsvTableFinder.IsCommentLike(_records, above));
        Set(CsvClue.AboveAsWide, _records[above].Fields == width);
        Set(CsvClue.AboveAlike, _records[above].Fields == _records[row].Fields);
        Set(CsvClue.StacksBelow, CsvTableFinder.StackedNames(_records, above, _to, width) > 1);
    }

    private void Below(int row, int below)
    {
        var record = _records[row];
        var next = _records[below];
        Set(CsvClue.BelowNotWide, next.Fields != _body.Width);
        Set(CsvClue.BelowFuller, next.Filled > record.Filled);
        Set(CsvClue.BelowSparser, next.Filled < record.Filled);
        Set(CsvClue.BelowTexts, CsvTableSplitter.IsTextRow(_records, below));
        int fields = Math.Max(record.Fields, next.Fields), same = 0;
        for (var c = 0; c < fields; c++)
        {
            if (Family(_records.Cell(row, c)) == Family(_records.Cell(below, c))) same++;
        }

        Set(CsvClue.MarkedNames, Is(CsvClue.Comment) && Is(CsvClue.TextsOnly) && record.Fields >= _body.Width - 1 && record.Filled == record.Fields && !CsvTableFinder.IsCommentLike(_records, below));
        Set(CsvClue.LikeBelow, same / (double)fields);
        Set(CsvClue.JustLikeBelow, same == fields);
        if (record.Fields > 1) Set(CsvClue.Run, RunFrom(row) / (double)LongRun);
    }

    /// <summary>Records below of the same kinds, up to eight; a field may be left out.</summary>
    private int RunFrom(int row)
    {
        var run = 0;
        for (var i = row + 1; i < _to && run < LongRun; i++)
        {
            if (_records[i].IsBlank) continue;
            if (_records[i].Fields != _records[row].Fields) break;
            for (var c = 0; c < _records[row].Fields; c++)
            {
                if (_records.Cell(i, c) > CsvCell.Null && _records.Cell(row, c) > CsvCell.Null && Family(_records.Cell(i, c)) != Family(_records.Cell(row, c))) return run;
            }

            run++;
        }

        return run;
    }

    private void Scored(int row)
    {
        var left = 0;
        for (var i = row + 1; i < _to && left < FewLeft; i++) left += _records[i].IsBlank ? 0 : 1;

        // Of a short table every row counts; of a longer one the columns are known.
        var body = left < FewLeft ? CsvBody.Of(_records, row + 1, _to, _body.Width) : _body;
        if (body.Rows == 0) return;
        var score = Math.Clamp(CsvHeaderScorer.Score(_records, row, row + 1, _to, body), Shortest, Longest);
        Set(CsvClue.Header, Math.Max(0, score));
        Set(CsvClue.NoHeader, Math.Max(0, -score));
        Set(CsvClue.IsHeader, score > 0);
        Set(CsvClue.SurelyHeader, score > 2);
        if (row > 0 && Is(CsvClue.AsWide) && Is(CsvClue.AboveAsWide)) Set(CsvClue.Continues, CsvTableFinder.Continues(_records, row - 1, row, _body, score));
    }

    private static int Family(CsvCell cell) =>
        CsvCellClassifier.IsNumeric(cell) ? 1 : CsvCellClassifier.IsTemporal(cell) ? 2 : CsvCellClassifier.IsTextual(cell) ? 3 : cell == CsvCell.Empty ? 4 : cell == CsvCell.Null ? 5 : 6;

    private bool Is(CsvClue clue) => _values[(int)clue] > 0;

    private void Set(CsvClue clue, double value = 1) => _values[(int)clue] = value;

    private void Set(CsvClue clue, bool holds)
    {
        if (holds) _values[(int)clue] = 1;
    }
}
