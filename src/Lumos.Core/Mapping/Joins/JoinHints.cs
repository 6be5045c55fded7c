using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Mapping.Joins;

/// <summary>Says why a column nothing was found for is not taken from another table of the source, though it is there: its rows are several for one.</summary>
internal static class JoinHints
{
    private const double SureEnough = 0.6;

    /// <summary>One sentence per column and reference.</summary>
    public static IEnumerable<string> Of(CatalogArtifact catalog, MappingWorkbench bench, TableMapping table)
    {
        foreach (var input in table.Inputs)
        {
            foreach (var reference in catalog.ForeignKeys.Where(static f => f.Score >= ReferencePaths.SureReference))
            {
                var outward = reference.Table == input.Source;
                if (!outward && reference.References != input.Source || input.Joins?.Any(j => j.Table == reference.References) == true) continue;
                var other = catalog.Tables.First(t => t.Name == (outward ? reference.References : reference.Table));
                if (other.Name == input.Source) continue;
                var why = !outward ? $"several rows of it refer to one of '{input.Source}': sum or choose them first"
                    : ReferencePaths.IsKey(other, reference.ReferencedColumn) ? "but a row would repeat the target's key: give the source as one table that has both"
                    : $"but its '{reference.ReferencedColumn}' repeats: one row would become several; make it unique first";
                foreach (var sentence in Open(bench, table, other, why)) yield return sentence;
            }
        }
    }

    private static IEnumerable<string> Open(MappingWorkbench bench, TableMapping table, CatalogTable other, string why)
    {
        var (sources, targets, matrix) = (bench.Sources[other.Name], bench.Targets[table.Target], bench.Match(other.Name, table.Target));
        for (var t = 0; t < targets.Length && sources.Count > 0; t++)
        {
            if (!table.Unmapped.Contains(targets[t].Column.Name)) continue;
            var best = Enumerable.Range(0, sources.Count).MaxBy(s => matrix[s, t]);
            if (matrix[best, t] < SureEnough) continue;
            yield return string.Create(CultureInfo.InvariantCulture, $"'{table.Target}.{targets[t].Column.Name}' would come from '{other.Name}.{sources[best].Name}' ({matrix[best, t]:0.00}), {why}.");
        }
    }
}
