using Lumos.Abstractions;

namespace Lumos.Core.Supervision;

/// <summary>Finds personal data in a column and masks it. Deterministic; needs no model.</summary>
internal interface IPiiMasker
{
    /// <summary>How well persons must hide in rows that are shown; null for no rule.</summary>
    PreviewLimits? Previews => null;

    /// <summary>Decides from header, type, neighbours and values together. Values may be empty (metadata_only).</summary>
    /// <param name="table">Table name.</param>
    /// <param name="column">Column name as the source spells it.</param>
    /// <param name="type">Inferred type.</param>
    /// <param name="values">Some values; NULLs are left out.</param>
    /// <param name="neighbours">Names of the table's columns, when they are known: beside an e-mail address, <c>name</c> is a person's.</param>
    ColumnMask Inspect(string table, string column, ColumnType type, IReadOnlyList<string> values, IReadOnlyList<string>? neighbours = null);

    /// <summary>How a value made of several columns is masked: as strictly as the strictest of them, and where they hold personal data of different kinds so that nothing shows.</summary>
    /// <param name="masks">Masks of all columns that were read; none for a constant.</param>
    ColumnMask Combine(IReadOnlyList<ColumnMask> masks);

    /// <summary>Masks one value the way the column is masked; NULL stays NULL.</summary>
    string? Mask(ColumnMask mask, string? value);
}

/// <summary>How a column is masked.</summary>
/// <param name="Label">What was found, such as <c>contact.email</c>; null for nothing personal.</param>
/// <param name="Grade">How personal it is.</param>
/// <param name="Evidence">Why, without values.</param>
internal sealed record ColumnMask(string? Label, PiiGrade Grade, IReadOnlyList<string> Evidence)
{
    /// <summary>Whether dates such as 03/04/2020 have the month first, as other values of the column say; null where none says so.</summary>
    public bool? MonthFirst { get; init; }
}
