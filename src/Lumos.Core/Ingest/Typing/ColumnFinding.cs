using Lumos.Abstractions;

namespace Lumos.Core.Ingest.Typing;

/// <summary>What was decided about one column, and how its text becomes that.</summary>
internal sealed record ColumnFinding
{
    /// <summary>Type of the standardised column.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>How the text is written, by name; empty when it is plain.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>Spellings that stand for NULL, in ordinal order; the empty text is implied, unless it is kept.</summary>
    public IReadOnlyList<string> NullTokens { get; init; } = [];

    /// <summary>Whether the empty text is a value like any other, and no NULL.</summary>
    public bool KeepsEmpty { get; init; }

    /// <summary>Day numbers of a spreadsheet among dates that are read as the days they stand for.</summary>
    public IReadOnlyList<int> DayNumbers { get; init; } = [];

    /// <summary>Whether the apostrophe before values is left out.</summary>
    public bool StripsApostrophe { get; init; }

    /// <summary>Unit of measure; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>NULL rows once the tokens count as NULL.</summary>
    public long Nulls { get; init; }

    /// <summary>Values that are not of the type.</summary>
    public long Misfits { get; init; }

    /// <summary>Values that fit each type or format that was tried.</summary>
    public IReadOnlyDictionary<string, long> Fits { get; init; } = new Dictionary<string, long>();

    /// <summary>What is odd about the column.</summary>
    public IReadOnlyList<IngestNote> Notes { get; init; } = [];

    /// <summary>How numbers are written; null when it is no number.</summary>
    public NumberStyle? Number { get; init; }

    /// <summary>How dates are written; null when it is no date.</summary>
    public DateStyle? Date { get; init; }

    /// <summary>Bool words the cast does not know, with their meaning; empty when it knows them all.</summary>
    public IReadOnlyList<(string Word, bool Truth)> BoolWords { get; init; } = [];
}

/// <summary>How the numbers of a column are written.</summary>
internal sealed record NumberStyle
{
    /// <summary>Character before the fraction: <c>.</c> or <c>,</c>.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary>Character between groups of thousands: <c>,</c>, <c>.</c>, blank or <c>'</c>; U+0000 for none.</summary>
    public char GroupMark { get; init; }

    /// <summary>The one currency written beside the numbers; null for none.</summary>
    public string? Currency { get; init; }

    /// <summary>A percent sign follows.</summary>
    public bool Percent { get; init; }

    /// <summary>Negative numbers stand in parentheses.</summary>
    public bool Parentheses { get; init; }

    /// <summary>A minus may follow the number.</summary>
    public bool TrailingMinus { get; init; }

    /// <summary>Some numbers have an exponent.</summary>
    public bool Exponent { get; init; }

    /// <summary>Whether the language's own cast reads it.</summary>
    public bool IsPlain => DecimalMark == '.' && GroupMark == '\0' && Currency is null && !Percent && !Parentheses && !TrailingMinus && !Exponent;
}

/// <summary>How the dates of a column are written.</summary>
/// <param name="Formats">Formats of the transform language, most frequent first.</param>
/// <param name="Pivot">Pivot of two-digit years; null when there are none.</param>
internal sealed record DateStyle(IReadOnlyList<string> Formats, int? Pivot);
