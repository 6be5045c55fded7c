namespace Lumos.Core.Ingest.Csv;

/// <summary>Codes of what can be wrong with a row; the row is always kept.</summary>
public static class CsvIssues
{
    /// <summary>Fewer fields than columns; the missing ones are NULL.</summary>
    public const string RaggedShort = "RAGGED_SHORT";

    /// <summary>More fields than columns; the surplus is joined to the last column as it was written.</summary>
    public const string RaggedLong = "RAGGED_LONG";

    /// <summary>More fields than columns, all surplus ones empty; nothing was joined.</summary>
    public const string SurplusEmpty = "SURPLUS_EMPTY";

    /// <summary>A quote inside a quoted field was neither doubled nor escaped; it was kept as content.</summary>
    public const string StrayQuote = "STRAY_QUOTE";

    /// <summary>A quote opens a field and is never closed; it was kept as content and the row ended with its line.</summary>
    public const string UnclosedQuote = "UNCLOSED_QUOTE";

    /// <summary>The row uses another delimiter than the file; it was split by its own.</summary>
    public const string OtherDelimiter = "OTHER_DELIMITER";

    /// <summary>Bytes that are invalid in the file's encoding; read as Windows-1252 in a UTF-8 file, else replaced by U+FFFD.</summary>
    public const string InvalidEncoding = "INVALID_ENCODING";

    /// <summary>Zero bytes, which text may not hold; replaced by U+FFFD.</summary>
    public const string NulByte = "NUL_BYTE";
}
