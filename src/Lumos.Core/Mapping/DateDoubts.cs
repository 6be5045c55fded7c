using Lumos.Abstractions;
using Lumos.Core.Mapping.Synthesis;

namespace Lumos.Core.Mapping;

/// <summary>Why a person must say whether day or month comes first: no value of a column tells, nor does another column, and a wrong order makes other dates of all of them.</summary>
internal static class DateDoubts
{
    private const string Open = "DATE_ORDER_OPEN";

    /// <summary>The doubts, by target column in the plan's order. What the contract says itself, or examples show, is none.</summary>
    public static IEnumerable<(GateDecision Decision, string Reason)> Of(IReadOnlyList<TableMapping> tables, CatalogArtifact catalog)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(catalog);
        foreach (var table in tables)
        {
            foreach (var input in table.Inputs)
            {
                foreach (var column in input.Columns.Where(static c => c.Strategy != "override" && !LearntMappings.IsShown(c.Rationale) && c.Dsl.Contains("date_parse", StringComparison.Ordinal)))
                {
                    if (column.Sources.Select(input.Locate).FirstOrDefault(place => IsOpen(catalog, place.Table, place.Column)) is not { Column: { } source } found || Formats(catalog, found.Table, source) is not { } format) continue;
                    yield return (GateDecision.Hold,
                        $"No value of '{source}' shows whether day or month comes first, and '{table.Target}.{column.Target}' reads them as {format}. Where that is right, confirm; else write '{table.Target}.{column.Target}' with date_parse(\"{Turned(format)}\") under overrides.mappings.");
                }
            }
        }
    }

    /// <summary>Days taken from a moment by another name, where the source has a day that nothing reads: a row is seldom written on the day it speaks of.</summary>
    public static IEnumerable<(GateDecision Decision, string Reason)> OfMoments(IReadOnlyList<TableMapping> tables, TargetSchemaArtifact target, CatalogArtifact catalog)
    {
        foreach (var table in tables)
        {
            var days = target.Tables.First(t => t.Name == table.Target).Columns.Where(static c => c.Type.Kind == ColumnKind.Date).Select(static c => c.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var input in table.Inputs)
            {
                var source = catalog.Tables.First(t => t.Name == input.Source);
                var read = input.Columns.SelectMany(static c => c.Sources).ToHashSet(StringComparer.Ordinal);
                if (source.Columns.FirstOrDefault(c => c.Type.Kind == ColumnKind.Date && !read.Contains(c.SourceName)) is not { } left) continue;
                foreach (var column in input.Columns.Where(c => c.Strategy == "cast" && days.Contains(c.Target) && c.Sources is [var moment] && !LearntMappings.IsShown(c.Rationale) && TableNames.Affinity(moment, c.Target) < TableNames.SameWords))
                {
                    if (source.Columns.FirstOrDefault(c => c.SourceName == column.Sources[0]) is { Type.Kind: ColumnKind.Timestamp }) yield return (GateDecision.Hold, $"'{table.Target}.{column.Target}' is the day of '{column.Sources[0]}', while the date '{left.SourceName}' feeds nothing; give the right one under overrides.mappings, or confirm.");
                }
            }
        }
    }

    private static bool IsOpen(CatalogArtifact catalog, string table, string column) =>
        catalog.Tables.FirstOrDefault(t => t.Name == table) is { } found && found.Columns.FirstOrDefault(c => c.SourceName == column) is { } one && found.Notes.Any(n => n.Code == Open && n.Column == one.Name);

    private static string? Formats(CatalogArtifact catalog, string table, string column) => catalog.Tables.First(t => t.Name == table).Columns.First(c => c.SourceName == column).Formats?[0];

    private static string Turned(string format) => format.Replace('D', '\u0001').Replace('M', 'D').Replace('\u0001', 'M');
}
