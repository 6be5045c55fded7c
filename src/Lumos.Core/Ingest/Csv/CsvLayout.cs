namespace Lumos.Core.Ingest.Csv;

/// <summary>
/// Everything needed to read a delimited text file as a table, and how sure the sniffer is of it. Serialisable; two readers given the
/// same layout and bytes give the same rows. Immutable.
/// </summary>
public sealed record CsvLayout
{
    /// <summary>Value of <see cref="Escape"/> when a backslash also stands before line ends that belong to an unquoted field.</summary>
    internal const string LineEndEscape = "\\\n";

    /// <summary>Character encoding: <c>utf-8</c>, <c>utf-16le</c>, <c>utf-16be</c>, <c>windows-1252</c>, or another code page's web name.</summary>
    public required string Encoding { get; init; }

    /// <summary>Encoding the bytes speak for when the caller stated another one; null when nothing speaks against it.</summary>
    internal string? LooksLike { get; init; }

    /// <summary>Whether the file starts with a byte order mark.</summary>
    public bool HasByteOrderMark { get; init; }

    /// <summary>Line ends: <c>lf</c>, <c>crlf</c>, <c>cr</c>, <c>mixed</c>, or <c>none</c> for a file of one line.</summary>
    public required string Newline { get; init; }

    /// <summary>Delimiter, one or more characters; empty for a file of one column.</summary>
    public required string Delimiter { get; init; }

    /// <summary>Quote character; null when fields are never quoted.</summary>
    public string? Quote { get; init; }

    /// <summary>Whether the quote was seen around a field of the sample; when not, it is only allowed for.</summary>
    public bool QuoteSeen { get; init; }

    /// <summary>
    /// <c>\</c> when a backslash escapes quotes and delimiters, followed by a line feed when it also escapes line ends outside quotes; null when
    /// quotes are doubled.
    /// </summary>
    public string? Escape { get; init; }

    /// <summary>Start of a comment line; null when there are none.</summary>
    public string? Comment { get; init; }

    /// <summary>Spaces after a delimiter are not part of the field.</summary>
    public bool SkipInitialSpace { get; init; }

    /// <summary>A run of delimiters counts as one, as in files aligned with spaces.</summary>
    public bool CollapseDelimiters { get; init; }

    /// <summary>A delimiter at the start of every line stands before the first field, as in tables drawn with bars.</summary>
    public bool LeadingDelimiter { get; init; }

    /// <summary>A lone carriage return ends a record.</summary>
    public bool CarriageReturnEndsRecord { get; init; } = true;

    /// <summary>A line of delimiters alone, or a blank one, is a row of nothing but NULL.</summary>
    internal bool KeepsBlankRows { get; init; }

    /// <summary>The tables of the file in order, at least one.</summary>
    public required IReadOnlyList<CsvTable> Tables { get; init; }

    /// <summary>Index in <see cref="Tables"/> of the one a reader reads unless told otherwise.</summary>
    public int MainTable { get; init; }

    /// <summary>How numbers are written: <c>point</c>, <c>comma</c>, or null when no fraction was seen.</summary>
    public string? DecimalMark { get; init; }

    /// <summary>Spellings in the sample that stand for NULL besides the empty field, such as <c>NA</c> and <c>-</c>, in ordinal order.</summary>
    public IReadOnlyList<string> NullTokens { get; init; } = [];

    /// <summary>How sure the sniffer is of the dialect and the table, 0 to 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>The dialect that came second; null when there was no other candidate.</summary>
    public CsvRunnerUp? RunnerUp { get; init; }

    /// <summary>The main table.</summary>
    public CsvTable Table => Tables[MainTable];

    /// <summary>The same layout with another main table.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in <see cref="Tables"/>.</exception>
    public CsvLayout WithTable(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Tables.Count);
        return this with { MainTable = index };
    }
}

/// <summary>The dialect that nearly won, and why it did not.</summary>
/// <param name="Delimiter">Its delimiter.</param>
/// <param name="Quote">Its quote; null for none.</param>
/// <param name="Score">Its score relative to the winner's, 0 to 1.</param>
/// <param name="Reason">What spoke against it, one sentence without cell values.</param>
public sealed record CsvRunnerUp(string Delimiter, string? Quote, double Score, string Reason);

/// <summary>One table of a file.</summary>
public sealed record CsvTable
{
    /// <summary>Number of columns, 1 or more.</summary>
    public required int Width { get; init; }

    /// <summary>Empty fields that may follow the last column in every row, from a delimiter at the end of each line.</summary>
    public int TrailingFields { get; init; }

    /// <summary>Column names: unique, in order, made up (<c>column_1</c>) where the file has none.</summary>
    public required IReadOnlyList<string> ColumnNames { get; init; }

    /// <summary>Header rows; 0 when the table has no header. A name with a line end in it does not make two rows.</summary>
    public int HeaderLines { get; init; }

    /// <summary>Lines before the header: of the whole file for the main table, since the table before for another. A quoted line end does not begin a line.</summary>
    public int PreambleLines { get; init; }

    /// <summary>Lines of the footer, from after the last row to the last line with anything in it; counted like <see cref="PreambleLines"/>.</summary>
    public int FooterLines { get; init; }

    /// <summary>Byte offset of the first record after the header, in the decompressed file.</summary>
    public long DataStart { get; init; }

    /// <summary>1-based physical line of <see cref="DataStart"/>.</summary>
    public long DataStartLine { get; init; } = 1;

    /// <summary>Byte offset one past the last row; null when the rows go on to the end of the file.</summary>
    public long? DataEnd { get; init; }

    /// <summary>Rows, when the whole file was seen; null otherwise.</summary>
    public long? Rows { get; init; }

    /// <summary>How sure the sniffer is that the header lines are a header (or that there is none), 0 to 1.</summary>
    public double HeaderConfidence { get; init; } = 1;

    /// <summary>The stretches of the file outside this table's rows, in order.</summary>
    public IReadOnlyList<CsvNote> Notes { get; init; } = [];

    /// <summary>Names that occurred more than once (or were empty) and were changed to be unique, by 0-based column.</summary>
    public IReadOnlyList<int> RenamedColumns { get; init; } = [];
}

/// <summary>A stretch of the file that is not a row, and why.</summary>
/// <param name="Reason">Code: <c>BYTE_ORDER_MARK</c>, <c>SEPARATOR_LINE</c>, <c>PREAMBLE</c>, <c>HEADER</c>, <c>FOOTER</c>, <c>OTHER_TABLE</c>, <c>BLANK</c>, <c>COMMENT</c>.</param>
/// <param name="FirstLine">First physical line, 1-based; 0 when not known (the end of a file too large to read for sniffing).</param>
/// <param name="LastLine">Last physical line, inclusive; 0 when not known.</param>
/// <param name="ByteStart">First byte in the decompressed file.</param>
/// <param name="ByteEnd">One past the last byte.</param>
public sealed record CsvNote(string Reason, long FirstLine, long LastLine, long ByteStart, long ByteEnd);
