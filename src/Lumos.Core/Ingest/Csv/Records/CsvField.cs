namespace Lumos.Core.Ingest.Csv.Records;

[Flags]
internal enum CsvFieldFlags : byte
{
    None = 0,

    /// <summary>The field was enclosed in quotes; the range excludes them.</summary>
    Quoted = 1,

    /// <summary>The range holds doubled quotes or escapes that must be undone.</summary>
    Escaped = 2,
}

/// <summary>Where a field's content is in the parsed bytes.</summary>
internal readonly record struct CsvField(int Start, int Length, CsvFieldFlags Flags)
{
    public int End => Start + Length;

    public bool IsQuoted => (Flags & CsvFieldFlags.Quoted) != 0;

    public bool IsEscaped => (Flags & CsvFieldFlags.Escaped) != 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> data) => data.Slice(Start, Length);
}

/// <summary>How one record was read.</summary>
internal enum CsvRecordStatus
{
    /// <summary>By the rules.</summary>
    Clean,

    /// <summary>A quote inside a quoted field was neither doubled nor escaped; it was kept as content.</summary>
    StrayQuote,

    /// <summary>A quote that opens a field is not closed; it was kept as content and the record ends with its line.</summary>
    UnclosedQuote,

    /// <summary>Split by another delimiter than the file's, which alone gives the right number of fields.</summary>
    OtherDelimiter,

    /// <summary>The bytes end before the record does.</summary>
    NeedMore,
}
