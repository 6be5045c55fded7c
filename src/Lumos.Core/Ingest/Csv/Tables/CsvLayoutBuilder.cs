using System.Text;
using Lumos.Core.Ingest.Csv.Bytes;
using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

/// <summary>Turns what was found among the records into the layout a reader follows.</summary>
internal static class CsvLayoutBuilder
{
    public static CsvLayout Build(
        CsvSample sample, CsvSniffOptions options, CsvRecords records, List<CsvRegion> regions, int skip, CsvNewlines newlines, List<CsvRankedDialect> ranked)
    {
        var main = CsvTableFinder.Main(records, regions);
        if (options.HasHeader is { } hasHeader) regions[main] = Force(regions[main], hasHeader);
        var places = new Places(sample, records, skip);
        var tables = new List<CsvTable>();
        for (var i = 0; i < regions.Count; i++)
        {
            var last = i == regions.Count - 1;
            tables.Add(Table(sample, records, regions[i], places, last, i == 0 || i == main));
        }

        var tail = sample.Complete ? null : CsvTail.Find(sample, records.Dialect, regions[^1]);
        if (tail is { } end) tables[^1] = tables[^1] with { DataEnd = end.DataEnd, FooterLines = end.Lines };
        for (var i = 0; i < tables.Count; i++) tables[i] = tables[i] with { Notes = Notes(sample, regions, i, places, skip, i == tables.Count - 1 ? tail : null) };
        var dialect = records.Dialect;
        var winner = ranked[0];
        return new CsvLayout
        {
            Encoding = sample.Encoding.Name,
            LooksLike = sample.LooksLike,
            HasByteOrderMark = sample.Encoding.MarkLength > 0,
            Newline = newlines.Name,
            Delimiter = Encoding.UTF8.GetString(dialect.Delimiter),
            Quote = dialect.Quote == 0 ? null : ((char)dialect.Quote).ToString(),
            QuoteSeen = records.QuotedFields > 0,
            Escape = dialect.Escape == 0 ? null : dialect.EscapedLineEnds ? CsvLayout.LineEndEscape : "\\",
            Comment = dialect.Comment == 0 ? null : ((char)dialect.Comment).ToString(),
            SkipInitialSpace = dialect.SkipInitialSpace,
            CollapseDelimiters = dialect.Collapse,
            LeadingDelimiter = dialect.Leading,
            CarriageReturnEndsRecord = dialect.CrEnds,
            Tables = tables,
            MainTable = main,
            DecimalMark = CsvConventions.DecimalMark(records, regions[main]),
            NullTokens = CsvConventions.NullTokens(records, regions[main]),
            Confidence = CsvConfidence.Of(ranked, regions[main], winner),
            RunnerUp = CsvConfidence.RunnerUp(ranked),
        };
    }

    private static CsvRegion Force(CsvRegion region, bool hasHeader)
    {
        if (!hasHeader) return region with { BodyFrom = region.HeaderFrom, HeaderScore = 0 };
        return region.HeaderRecords > 0 || region.BodyTo == region.BodyFrom ? region : region with { BodyFrom = region.BodyFrom + 1, HeaderScore = 0 };
    }

    private static CsvTable Table(CsvSample sample, CsvRecords records, CsvRegion region, Places places, bool last, bool isFirst)
    {
        var (names, renamed) = CsvColumnNames.Of(records, region);
        var bodyLine = places.Line(region.BodyFrom);
        var wholeBody = sample.Complete || !last;
        var footer = 0;
        if (wholeBody)
        {
            var lastFilled = region.To;
            while (lastFilled > region.BodyTo && records[lastFilled - 1].IsBlank) lastFilled--;
            footer = (int)(places.Line(lastFilled) - places.Line(region.BodyTo));
        }

        var rows = 0L;
        for (var i = region.BodyFrom; i < region.BodyTo; i++) rows += records.IsEmpty(i) ? 0 : 1;
        return new CsvTable
        {
            Width = region.Width,
            TrailingFields = region.Trailing,
            ColumnNames = names,
            RenamedColumns = renamed,
            HeaderLines = region.HeaderRecords - region.Rules,
            PreambleLines = (int)(places.Line(region.HeaderFrom) - (isFirst ? 0 : places.Line(region.From))),
            FooterLines = footer,
            DataStart = places.Offset(region.BodyFrom),
            DataStartLine = bodyLine + 1,
            DataEnd = wholeBody && (region.BodyTo < records.Count) ? places.Offset(region.BodyTo) : null,
            Rows = wholeBody ? rows : null,
            HeaderConfidence = 1 / (1 + Math.Exp(-Math.Abs(region.HeaderScore))),
        };
    }

    private static List<CsvNote> Notes(CsvSample sample, List<CsvRegion> regions, int main, Places places, int skip, CsvTail? tail)
    {
        var notes = new List<CsvNote>();
        if (sample.Encoding.MarkLength > 0) notes.Add(new CsvNote("BYTE_ORDER_MARK", 1, 1, 0, sample.Encoding.MarkLength));
        if (skip > 0) notes.Add(new CsvNote("SEPARATOR_LINE", 1, 1, sample.Encoding.MarkLength, places.Offset(0)));
        for (var i = 0; i < regions.Count; i++)
        {
            var region = regions[i];
            if (i == main)
            {
                Add("PREAMBLE", region.From, region.HeaderFrom);
                Add("HEADER", region.HeaderFrom, region.BodyFrom);
                if (sample.Complete || i < regions.Count - 1) Add("FOOTER", region.BodyTo, region.To);
            }
            else
            {
                Add(i < main ? "PREAMBLE" : "OTHER_TABLE", region.From, region.To);
            }
        }

        if (tail is { } end) notes.Add(new CsvNote("FOOTER", 0, 0, end.DataEnd, sample.Length));
        return notes;

        void Add(string reason, int from, int to)
        {
            if (to > from) notes.Add(new CsvNote(reason, places.Line(from) + 1, places.Line(to), places.Offset(from), places.Offset(to)));
        }
    }

    /// <summary>Lines and source offsets of record starts; looked up once, in order.</summary>
    private sealed class Places
    {
        private readonly long[] _offsets;
        private readonly CsvRecords _records;
        private readonly int _firstLine;

        public Places(CsvSample sample, CsvRecords records, int skip)
        {
            _records = records;
            _firstLine = skip > 0 ? 1 : 0;
            _offsets = new long[records.Count + 1];
            for (var i = 0; i < records.Count; i++) _offsets[i] = sample.HeadOffset(skip + records[i].Start);
            _offsets[^1] = sample.Complete ? sample.Length : sample.HeadOffset(skip + records.End);
        }

        /// <summary>0-based physical line of a record start.</summary>
        public long Line(int record) => _firstLine + (record < _records.Count ? _records[record].Line : _records.Count == 0 ? 0 : _records[_records.Count - 1].Line + _records[_records.Count - 1].Lines);

        public long Offset(int record) => _offsets[record];
    }
}
