namespace Lumos.Abstractions;

/// <summary>One column of the source.</summary>
public sealed record CatalogColumn
{
    /// <summary>Standard name: trimmed, lower snake case, unique in the table.</summary>
    public required string Name { get; init; }

    /// <summary>Name as the source spells it.</summary>
    public required string SourceName { get; init; }

    /// <summary>0-based position.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Type all values fit, after the standardisation plan.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>How text becomes that type: a date format such as <c>DD.MM.YYYY</c>, <c>decimal_comma</c>; null when it is plain.</summary>
    public IReadOnlyList<string>? Formats { get; init; }

    /// <summary>Spellings that stand for NULL here, such as <c>N/A</c>. A closed list of known tokens, never a cell value.</summary>
    public IReadOnlyList<string>? NullTokens { get; init; }

    /// <summary>Unit of measure found in the name, such as <c>kg</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether NULL occurs.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>Counts over the whole column; null when not counted.</summary>
    public ColumnCounts? Counts { get; init; }

    /// <summary>Roles found: <c>key</c>, <c>foreign_key</c>, <c>constant</c>, <c>measure</c>, <c>category</c>, <c>text</c>; of columns a reader makes <c>object</c> (a whole object, beside the columns of its keys) <c>position</c> (place in its list), <c>value</c> (its single values), <c>record_number</c> and <c>record_reference</c> (the number of the record, and that of the record a row was read from).</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}

/// <summary>Counts over a whole column; none of them reveals a value.</summary>
public sealed record ColumnCounts
{
    /// <summary>Rows that are NULL.</summary>
    public long Nulls { get; init; }

    /// <summary>Different values, estimated (relative error about 2 %).</summary>
    public long Distinct { get; init; }

    /// <summary>Values that do not fit the column's type.</summary>
    public long Misfits { get; init; }

    /// <summary>Shortest value in code points.</summary>
    public int MinLength { get; init; }

    /// <summary>Longest value in code points.</summary>
    public int MaxLength { get; init; }

    /// <summary>How many values fit each type that was tried, by type or format name.</summary>
    public IReadOnlyDictionary<string, long> Fits { get; init; } = new Dictionary<string, long>();
}
