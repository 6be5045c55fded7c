using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;

namespace Lumos.Core.Migration.Validation;

/// <summary>Values that may occur once in a table: those of columns, or what an index computes of them.</summary>
internal sealed class UniqueSet
{
    private readonly UniqueRule? _rule;

    private UniqueSet(IReadOnlyList<string> names, string column, UniqueRule? rule) => (Names, Column, _rule) = (names, column, rule);

    /// <summary>Names of the values in <see cref="Staged"/> and <see cref="There"/>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Column a row that has them a second time is blamed for.</summary>
    public string Column { get; }

    /// <summary>Name of the index; null where columns say it all.</summary>
    public string? Constraint => _rule?.Name;

    /// <summary>What the set is called in a message.</summary>
    public string Text => _rule?.Name ?? $"({string.Join(", ", Names)})";

    /// <summary>Columns.</summary>
    public static UniqueSet Of(IReadOnlyList<string> columns) => new(columns, columns[0], null);

    /// <summary>An index.</summary>
    public static UniqueSet Of(UniqueRule rule) => new([.. rule.Values.Select(static (_, place) => $"lumos_value_{EngineSql.Number(place)}")], rule.Columns[0], rule);

    /// <summary>Staged rows with the values, as far as the set is about them.</summary>
    public string Staged(string rows) => Valued(rows, TablePlan.RowColumn + ", ");

    /// <summary>The same of rows that are in the final table.</summary>
    public string There(string rows) => Valued(rows, "");

    private string Valued(string rows, string also) => _rule is null
        ? rows
        : $"(SELECT {also}{string.Join(", ", _rule.Values.Zip(Names, static (value, name) => $"{value} AS {name}"))} FROM {rows} AS valued{(_rule.Condition is null ? "" : $" WHERE {_rule.Condition}")})";
}
