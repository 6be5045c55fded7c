using Lumos.Abstractions;

namespace Lumos.Core.Ingest;

internal sealed partial class IngestStage
{
    // Notes a person should read before trusting the catalog.
    private static readonly string[] Telling =
        ["DATE_ORDER_OPEN", "DATE_ORDER_ASSUMED", "DATE_ORDER_MIXED", "NUMBER_CONVENTION_ASSUMED", "NUMBER_CONVENTION_MIXED", "CURRENCY_MIXED", "PERCENT_MIXED", "DIALECT_DOUBTFUL", "ENCODING_DOUBTFUL", "TIMESTAMP_UNSUPPORTED", "DAY_NUMBERS_READ", "DAY_NUMBERS", "LONG_NUMBERS_DAMAGED", "NANOSECONDS_CUT"];

    private static List<string> Reasons(CatalogArtifact catalog, List<string> remarks)
    {
        var columns = catalog.Tables.Sum(t => t.Columns.Count);
        var rows = catalog.Tables.Sum(t => t.RowCount ?? 0);
        var reasons = new List<string> { FormattableString.Invariant($"{catalog.Tables.Count} table(s), {columns} column(s), {rows} row(s), {catalog.ForeignKeys.Count} reference(s) found.") };
        foreach (var table in catalog.Tables)
        {
            reasons.AddRange(table.Notes.Where(n => Telling.Contains(n.Code)).Select(n => $"{table.Name}: {n.Message}"));
        }

        reasons.AddRange(remarks);
        return reasons;
    }
}
