using System.Runtime.CompilerServices;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Ingest.Profiling;

/// <summary>
/// Looks at every cell of one column once. A value seen before costs a hash and a table look-up; only a new one is classified.
/// One thread at a time.
/// </summary>
internal sealed class ColumnProfiler
{
    private const int FlaggedValues = 48;

    /// <summary>Most different day numbers that are kept.</summary>
    private const int MostDays = 400;

    // 1954-10-03 to 2064-04-08.
    private const int FirstDay = 20_000;
    private const int LastDay = 60_000;

    private readonly bool _flagRows;

    /// <summary>Creates a profiler.</summary>
    /// <param name="name">Column name as the source spells it.</param>
    /// <param name="capacity">Values its sketch keeps at first.</param>
    /// <param name="flagRows">Whether to name rows that show something new, for the sample; never in metadata_only.</param>
    public ColumnProfiler(string name, int capacity, bool flagRows)
    {
        Name = name;
        Sketch = new HashSketch(capacity);
        _flagRows = flagRows;
        DayNumbers = flagRows ? [] : null;
    }

    /// <summary>Column name as the source spells it.</summary>
    public string Name { get; }

    /// <summary>Values by hash.</summary>
    public HashSketch Sketch { get; }

    /// <summary>Cells by shape; empty and NULL cells are not in it.</summary>
    public ShapeTally Tally { get; } = new();

    /// <summary>Rows seen.</summary>
    public long Rows { get; private set; }

    /// <summary>Cells the reader gave as NULL.</summary>
    public long Missing { get; private set; }

    /// <summary>Cells that are empty or white space only.</summary>
    public long Blank { get; private set; }

    /// <summary>Cells with white space at an end, in code points of the ASCII set.</summary>
    public long Padded { get; private set; }

    /// <summary>Cells with white space at an end that only the Unicode set has.</summary>
    public long PaddedUnicode { get; private set; }

    /// <summary>Whether a text has a run of white space, a tab or the like inside.</summary>
    public bool InnerRuns { get; private set; }

    /// <summary>Whether a text is written in a language where blanks may mean something: JSON, or a text with tags.</summary>
    public bool Documents { get; private set; }

    /// <summary>Whether two blanks stand beside each other in some number, as between a currency and digits that are aligned.</summary>
    public bool NumberRuns { get; private set; }

    /// <summary>Whether a text has a line break inside.</summary>
    public bool LineBreaks { get; private set; }

    /// <summary>Whether a text has a letter outside ASCII or a blank inside: then it is no code.</summary>
    public bool Prose { get; private set; }

    /// <summary>Numbers and dates behind the apostrophe a spreadsheet marks text with; they are counted without it.</summary>
    public long Apostrophes { get; private set; }

    /// <summary>Whether another value begins with an apostrophe.</summary>
    public bool OtherApostrophes { get; private set; }

    /// <summary>Different day numbers of a spreadsheet, while there are few; null when there are many, or values may not be kept.</summary>
    public SortedSet<int>? DayNumbers { get; private set; }

    /// <summary>Shortest and longest value in code points, without the white space at its ends.</summary>
    public int MinLength { get; private set; } = int.MaxValue;

    /// <inheritdoc cref="MinLength"/>
    public int MaxLength { get; private set; }

    /// <summary>Rows of the last batch that show a value or shape not seen before, while there are few; ascending.</summary>
    public List<int> Flagged { get; } = [];

    /// <summary>Values seen, most of which were not seen before: a key so far.</summary>
    public bool LooksUnique => Sketch.IsExact && (Rows - Missing - Blank - Sketch.Count) * 50 <= Rows;

    /// <summary>Counts the cells of a batch.</summary>
    public void Observe(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        Flagged.Clear();
        var values = column.Values.Span;
        var offsets = column.Offsets.Span;
        var validity = column.Validity.Span;
        Rows += column.Length;
        for (var row = 0; row < column.Length; row++)
        {
            if (validity.Length != 0 && (validity[row >> 3] & (1 << (row & 7))) == 0)
            {
                Missing++;
                continue;
            }

            var start = offsets[row];
            var cell = values[start..offsets[row + 1]];
            if (cell.Length == 0)
            {
                Blank++;
                continue;
            }

            if (NeedsTrim(cell[0]) | NeedsTrim(cell[^1])) cell = TrimEnds(cell);
            if (cell.Length > 1 && cell[0] == (byte)'\'') cell = WithoutApostrophe(cell);
            if (cell.Length == 0) Blank++;
            else Count(cell, row);
        }
    }

    private ReadOnlySpan<byte> WithoutApostrophe(ReadOnlySpan<byte> cell)
    {
        if (CellClassifier.Classify(cell[1..], out _).Kind is ShapeKind.Number or ShapeKind.Date or ShapeKind.Timestamp && cell[1..].IndexOf((byte)'\'') < 0 && cell[1] > ' ')
        {
            Apostrophes++;
            return cell[1..];
        }

        OtherApostrophes = true;
        return cell;
    }

    private void NoteDay(ReadOnlySpan<byte> cell)
    {
        if (DayNumbers is null || cell.Length != 5 || !System.Buffers.Text.Utf8Parser.TryParse(cell, out int day, out var read) || read != 5 || day is < FirstDay or > LastDay) return;
        DayNumbers.Add(day);
        if (DayNumbers.Count > MostDays) DayNumbers = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Count(ReadOnlySpan<byte> cell, int row)
    {
        ref var slot = ref Sketch.FindOrAdd(CellHash.Of(cell), out var added);
        if (!added && !Unsafe.IsNullRef(ref slot))
        {
            slot.Rows++;
            Tally.Add(slot.Shape);
            return;
        }

        var shapes = Tally.Count;
        var shape = Classify(cell);
        Tally.Add(shape);
        if (added)
        {
            slot.Rows = 1;
            slot.Shape = shape;
        }

        if (_flagRows && (Tally.Count != shapes || (added && Sketch.Count <= FlaggedValues))) Flagged.Add(row);
    }

    private int Classify(ReadOnlySpan<byte> cell)
    {
        var code = CellClassifier.Classify(cell, out var digits);
        if (code.Kind == ShapeKind.Number)
        {
            Tally.Widen(code.Form, digits);
            if (code.Form == NumberForm.Integer) NoteDay(cell);
            if (!NumberRuns) NumberRuns = cell.IndexOf("  "u8) >= 0;
        }
        else if (code.Kind == ShapeKind.Text)
        {
            if (!InnerRuns) InnerRuns = HasInnerRuns(cell);
            if (!Documents) Documents = cell is [(byte)'{', .., (byte)'}'] or [(byte)'[', .., (byte)']'] or [(byte)'<', .., (byte)'>'];
            if (!LineBreaks) LineBreaks = cell.IndexOfAny((byte)'\n', (byte)'\r') >= 0;
            if (!Prose) Prose = cell.Contains((byte)' ') || !Ascii.IsValid(cell);
        }

        if (code.Kind != ShapeKind.Null)
        {
            var length = CodePoints(cell);
            if (length < MinLength) MinLength = length;
            if (length > MaxLength) MaxLength = length;
        }

        return Tally.IndexOf(code);
    }

    private static bool HasInnerRuns(ReadOnlySpan<byte> cell) =>
        cell.IndexOf("  "u8) >= 0 || cell.IndexOfAnyInRange((byte)9, (byte)13) >= 0 || cell.IndexOf("\u00a0"u8) >= 0;

    private static int CodePoints(ReadOnlySpan<byte> cell)
    {
        if (Ascii.IsValid(cell)) return cell.Length;
        var count = 0;
        foreach (var b in cell)
        {
            if ((b & 0xC0) != 0x80) count++;
        }

        return count;
    }

    // White space is ASCII up to the blank, or a multi-byte character that starts or ends with one of these bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool NeedsTrim(byte b) => b <= 0x20 || b >= 0x80;

    private ReadOnlySpan<byte> TrimEnds(ReadOnlySpan<byte> cell)
    {
        var trimmed = Whitespace.Trim(cell, out var unicode);
        if (trimmed.Length != cell.Length)
        {
            if (unicode) PaddedUnicode++;
            else Padded++;
        }

        return trimmed;
    }
}
