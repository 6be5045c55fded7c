using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping;

/// <summary>A target column with everything mapping knows about it.</summary>
internal sealed class TargetColumnProfile
{
    private const int MostValues = 40;

    /// <summary>Collects what name, description, enum and samples say.</summary>
    public TargetColumnProfile(TargetTable table, TargetColumn column, IColumnNamer namer)
    {
        Table = table;
        Column = column;
        Words = HeaderWords.Parse(column.Name);
        Description = HeaderWords.Parse(column.Description ?? "");
        // A few values show what a long list holds.
        Meanings = namer.Name(table.Name, column with { Enum = Some(column.Enum), Samples = Some(column.Samples) });
    }

    private static IReadOnlyList<string>? Some(IReadOnlyList<string>? values) => values is { Count: > MostValues } ? [.. values.Take(MostValues)] : values;

    /// <summary>Target table.</summary>
    public TargetTable Table { get; }

    /// <summary>Target column.</summary>
    public TargetColumn Column { get; }

    /// <summary>Its name in words.</summary>
    public HeaderWords Words { get; }

    /// <summary>Its name in terms of the vocabulary.</summary>
    public NameReading Reading => field ??= NameReading.Of(Column.Name);

    /// <summary>What its example values look like.</summary>
    public ValueProfile Values => field ??= ValueProfile.Of(Column.Samples ?? []);

    /// <summary>Its description in words.</summary>
    public HeaderWords Description { get; }

    /// <summary>What it may mean, best first.</summary>
    public IReadOnlyList<ColumnMeaning> Meanings { get; }

    /// <summary>Whether a row without a value is refused.</summary>
    public bool Required => !Column.Nullable && !Column.IsGiven();

    /// <summary>What it is declared to refer to, by itself; null for none.</summary>
    public TargetForeignKey? Reference => Table.ForeignKeys.FirstOrDefault(f => f.Columns is [var only] && only == Column.Name);

    /// <summary>Whether it refers to rows of a table and may refer to none.</summary>
    public bool IsOptionalReference => Column.Nullable && Reference is not null;

    /// <summary>Whether it holds days or moments.</summary>
    public bool IsMoment => Column.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp;

    /// <summary>Unit of measure, declared, named or described.</summary>
    public string? Unit => UnitNames.Of(Column.Unit) ?? UnitNames.InName(Column.Name) ?? (Column.Type.Kind is ColumnKind.Int64 or ColumnKind.Decimal ? UnitNames.InDescription(Column.Description) : null);

    /// <summary>All units its declaration, name or description may mean, the usual one first.</summary>
    public IReadOnlyList<string> Units => UnitNames.Of(Column.Unit) is null && UnitNames.AllInName(Column.Name) is { Count: > 1 } several ? several : Unit is { } unit ? [unit] : [];

    /// <summary>Score of a meaning; 0 when the column does not have it.</summary>
    public double Means(string label)
    {
        foreach (var meaning in Meanings)
        {
            if (meaning.Label == label) return meaning.Score;
        }

        return 0;
    }
}
