using Lumos.Abstractions;

namespace Lumos.Core.Domains;

/// <summary>What the type of a column says where no value of it is seen: how far it alone suggests a domain, 0 to 1.</summary>
internal static class TypeHints
{
    private const int Cents = 2;

    /// <summary>Names of the terms in the order of <see cref="Measure"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["type_text", "type_whole", "type_fraction", "type_cents", "type_date", "type_timestamp", "type_truth"];

    /// <summary>How far a type suggests the domain of a label.</summary>
    public static double Of(string label, ColumnType type) => (type.Kind, label) switch
    {
        (ColumnKind.Date, "time.date") or (ColumnKind.Timestamp, "time.datetime") => 0.62,
        (ColumnKind.Bool, "flag.boolean") => 0.7,
        (ColumnKind.Int64, "id.integer" or "measure.count" or "measure.number") => 0.38,
        (ColumnKind.Decimal or ColumnKind.Float64, "measure.number") => 0.45,
        (ColumnKind.Decimal or ColumnKind.Float64, "money.amount") => type.Scale == Cents ? 0.42 : 0.3,
        (ColumnKind.Text, "category" or "text.title" or "id.code") => 0.28,
        _ => 0,
    };

    /// <summary>The type as terms of the judge.</summary>
    public static double[] Measure(ColumnType type)
    {
        var fraction = type.Kind is ColumnKind.Decimal or ColumnKind.Float64;
        return [Is(type.Kind == ColumnKind.Text), Is(type.Kind == ColumnKind.Int64), Is(fraction), Is(fraction && type.Scale == Cents), Is(type.Kind == ColumnKind.Date), Is(type.Kind == ColumnKind.Timestamp), Is(type.Kind == ColumnKind.Bool)];
    }

    private static double Is(bool value) => value ? 1 : 0;
}
