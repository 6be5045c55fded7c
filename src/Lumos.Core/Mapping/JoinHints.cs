using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Mapping;

/// <summary>Says where a column nothing was found for lies in a table the source refers to: one row per row would need a join, which a person can prepare.</summary>
internal static class JoinHints
{
    private const double SureEnough = 0.6;
    private const double SureReference = 0.6;

    /// <summary>One sentence per column and reference.</summary>
    public static IEnumerable<string> Of(CatalogArtifact catalog, MappingWorkbench bench, TableMapping table)
    {
        foreach (var input in table.Inputs)
        {
            foreach (var reference in catalog.ForeignKeys.Where(f => f.Table == input.Source && f.Score >= SureReference))
            {
                var looked = catalog.Tables.First(t => t.Name == reference.References);
                // A key with repeats would give several rows for one.
                if (!looked.Keys.Any(k => k.Duplicates == 0 && k.Columns is [var only] && only == reference.ReferencedColumn)) continue;
                var (sources, targets, matrix) = (bench.Sources[looked.Name], bench.Targets[table.Target], bench.Match(looked.Name, table.Target));
                for (var t = 0; t < targets.Length; t++)
                {
                    if (!table.Unmapped.Contains(targets[t].Column.Name)) continue;
                    var best = Enumerable.Range(0, sources.Count).MaxBy(s => matrix[s, t]);
                    if (matrix[best, t] < SureEnough) continue;
                    yield return string.Create(CultureInfo.InvariantCulture,
                        $"'{table.Target}.{targets[t].Column.Name}' would come from '{looked.Name}.{sources[best].Name}' ({matrix[best, t]:0.00}), which '{input.Source}.{reference.Column}' refers to: give the source as one table that has both.");
                }
            }
        }
    }
}
