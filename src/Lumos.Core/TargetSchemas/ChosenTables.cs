using Lumos.Abstractions;
using Lumos.Core.Configuration;

namespace Lumos.Core.TargetSchemas;

/// <summary>The tables of a target schema a contract means, where it means some of them only. Pure.</summary>
internal static class ChosenTables
{
    /// <summary>The tables in the schema's order, without references to tables that are not meant: those are asked of the target's own table, where it declares them.</summary>
    /// <exception cref="LumosException"><c>TARGET_TABLE_UNKNOWN</c>: a name is none of the schema's.</exception>
    public static IReadOnlyList<TargetTable> Of(IReadOnlyList<TargetTable> tables, IReadOnlyList<string> meant)
    {
        HashSet<string> chosen = new(StringComparer.Ordinal);
        foreach (var name in meant)
        {
            var table = tables.FirstOrDefault(t => t.Name == name) ?? tables.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase));
            chosen.Add(table?.Name ?? throw Unknown(name, [.. tables.Select(static t => t.Name)]));
        }

        return [.. tables.Where(t => chosen.Contains(t.Name)).Select(t => t with { ForeignKeys = [.. t.ForeignKeys.Where(f => chosen.Contains(f.Table))] })];
    }

    private static LumosException Unknown(string name, IReadOnlyList<string> known) => new(
        ErrorCode.DeterministicFailure, "TARGET_TABLE_UNKNOWN", $"The target schema has no table '{name}'.", new ErrorLocation(Key: "rhs.tables"),
        (Suggestion.For(name, known) is { } guess ? $"Did you mean '{guess}'? " : "") + $"It has {string.Join(", ", known.Take(Shown))}{(known.Count > Shown ? $" and {known.Count - Shown} more" : "")}.");

    private const int Shown = 12;
}
