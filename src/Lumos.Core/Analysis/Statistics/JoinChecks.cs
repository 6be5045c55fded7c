using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>
/// Rows whose reference to a joined table finds no row there, or several: where they are in the sample, and how many the whole source has where ingest counted them.
/// </summary>
internal static class JoinChecks
{
    public static void Check(SampledTable table, CatalogArtifact catalog, CheckBook checks)
    {
        ArgumentNullException.ThrowIfNull(table);
        foreach (var input in table.Inputs)
        {
            // A row always finds itself.
            foreach (var (looked, join) in (input.Plan.Source.Joins ?? []).Where(j => !JoinedTables.IsOwnNumber(input.Plan.Source, j.Join))) Check(table.Name, input, looked, join, catalog, checks);
        }
    }

    private static void Check(string table, SampledInput input, CatalogTable looked, SourceJoin join, CatalogArtifact catalog, CheckBook checks)
    {
        var way = $"{JoinedTables.OwnName(input.Plan.Source)}.{join.Reference} to {looked.Name}.{join.Key}";
        var orphans = Places(input.Raw, join, JoinedTables.NoMatch);
        var rate = Rates.Share(orphans.Count, input.Rows);
        var whole = Counted(input.Plan.Source, looked, join, catalog);
        var message = $"{Rates.Count(orphans.Count)} of {Rates.Count(input.Rows)} sample rows ({Rates.Text(rate)}) refer from {way} to a row that is not there.";
        if (orphans.Count > 0) message += " " + Rates.Places(orphans);
        if (whole is { } counted)
        {
            var all = input.Plan.Source.RowCount ?? 0;
            rate = Math.Max(rate, Rates.Share(counted, all));
            message += $" In the whole source {Rates.Count(counted)} of {Rates.Count(all)} rows do.";
        }

        if (orphans.Count == 0 && whole is null or 0) checks.Pass(CheckCodes.JoinOrphans, table, null, $"Every reference of {Rates.Count(input.Rows)} sample rows from {way} leads somewhere.", 0, 0);
        else checks.Fail(Rates.Severity(rate), CheckCodes.JoinOrphans, table, null, message,
            $"Such rows go to quarantine as {JoinedTables.NoMatch}. Add the missing rows of {looked.Name}, or make the reference NULL where there is none; then release the quarantine.", rate, 0);

        var doubled = Places(input.Raw, join, JoinedTables.Ambiguous);
        if (doubled.Count == 0) return;
        rate = Rates.Share(doubled.Count, input.Rows);
        checks.Fail(Rates.Severity(rate), CheckCodes.JoinAmbiguous, table, null, $"{Rates.Count(doubled.Count)} of {Rates.Count(input.Rows)} sample rows ({Rates.Text(rate)}) refer from {way} to several rows. {Rates.Places(doubled)}",
            $"Such rows go to quarantine. Make {looked.Name}.{join.Key} unique: keep one row of each key.", rate, 0);
    }

    // One reference may lead to two tables: nothing came from the one without a row.
    private static List<long> Places(RawSample sample, SourceJoin join, string code) =>
    [
        .. sample.Unmatched.Where(issue => issue.Code == code && issue.Column == join.Reference && join.Columns.All(column => sample[join.As + "." + column][issue.Row] is null))
            .Select(static issue => issue.Row).Distinct().Select(sample.PlaceOf),
    ];

    // Ingest counts the orphans of references it found itself; of one that goes on from a joined table it counts that table's rows, not these.
    private static long? Counted(CatalogTable source, CatalogTable looked, SourceJoin join, CatalogArtifact catalog)
    {
        var (owner, reference) = JoinedTables.Locate(source, join.Reference);
        if (owner.Name != JoinedTables.OwnName(source)) return null;
        return catalog.ForeignKeys.FirstOrDefault(key => key.Table == owner.Name && key.Column == reference.Name && key.References == looked.Name
            && looked.Columns.Any(column => column.Name == key.ReferencedColumn && column.SourceName == join.Key))?.Orphans;
    }
}
