using Lumos.Abstractions;
using Lumos.Core.Analysis.Plans;
using Lumos.Core.Supervision;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>
/// References that lead nowhere, by the counts ingest made over whole columns. A sample cannot tell: the row referred to may well be outside it.
/// </summary>
internal static class ReferenceChecks
{
    public static void Check(CatalogArtifact catalog, IReadOnlyList<PlannedTable> tables, CheckBook checks)
    {
        foreach (var table in tables)
        {
            foreach (var reference in table.Target.ForeignKeys)
            {
                if (reference is { Columns: [var column], References: [var referenced] } && tables.FirstOrDefault(candidate => candidate.Name == reference.Table) is { } parent) Check(catalog, table, column, parent, referenced, checks);
            }
        }
    }

    private static void Check(CatalogArtifact catalog, PlannedTable table, string column, PlannedTable parent, string referenced, CheckBook checks)
    {
        foreach (var input in table.Inputs)
        {
            var found = catalog.ForeignKeys.FirstOrDefault(key => Reads(table, input, column, key.Table, key.Column) && parent.Inputs.Any(other => Reads(parent, other, referenced, key.References, key.ReferencedColumn)));
            if (found is null) continue;
            var rows = input.Source.RowCount ?? 0;
            var rate = Rates.Share(found.Orphans, rows);
            var way = $"{found.Table}.{found.Column} to {found.References}.{found.ReferencedColumn}";
            if (found.Orphans == 0) checks.Pass(CheckCodes.Orphans, table.Name, column, $"Every reference from {way} leads somewhere.", 0, 0);
            else checks.Fail(Rates.Severity(rate), CheckCodes.Orphans, table.Name, column, $"{Rates.Count(found.Orphans)} of {Rates.Count(rows)} rows ({Rates.Text(rate)}) refer from {way} to a row that is not there.",
                $"Such rows go to quarantine. Add the missing rows of {found.References}, or release the quarantine once they are there.", rate, 0);
        }
    }

    private static bool Reads(PlannedTable table, PlannedInput input, string target, string source, string column) =>
        JoinedTables.OwnName(input.Source) == source && table.IndexOf(target) is >= 0 and var index && input.Columns[index] is { Feed: Feed.Mapped, Reads: [var read] } && input.Find(read)?.Name == column;
}
