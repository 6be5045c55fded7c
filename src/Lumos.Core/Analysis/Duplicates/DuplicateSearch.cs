using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Analysis.Fixes;
using Lumos.Core.Supervision;

namespace Lumos.Core.Analysis.Duplicates;

/// <summary>Reads the columns of a source that say who or what a row is, and reports rows that are probably the same thing written differently.</summary>
/// <param name="reader">Opens the source again.</param>
/// <param name="trial">Masks what is shown.</param>
internal sealed class DuplicateSearch(ICatalogReader reader, FixTrial trial)
{
    /// <summary>Rows looked at, from the first on, which take about a second; a table of very many columns is read less far.</summary>
    private const int MostRows = 10_000;

    private const long MostCells = 20_000_000;
    private const int LeastRows = 20;
    private const int MostExamples = 3;
    private const int PairsNamed = 6;

    /// <summary>Below this share of different names the rows are events of a few things (orders of customers), and repeat them on purpose.</summary>
    private const double LeastDifferent = 0.5;

    public async Task CheckAsync(CatalogTable table, DomainAssignmentsArtifact domains, CheckBook checks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(domains);
        ArgumentNullException.ThrowIfNull(checks);
        var sample = trial.Sample(table);
        if (sample.RowCount < LeastRows) return;
        var meanings = domains.Columns.Where(column => column.Table == table.Name && column.Band != ConfidenceBand.Low).ToDictionary(static column => column.Column, static column => column.Domain, StringComparer.Ordinal);
        var fields = DuplicateFields.Choose([.. table.Columns.Select(column => new FieldCandidate(column.SourceName, meanings.GetValueOrDefault(column.Name)))], [.. table.Columns.Select(column => sample[column.SourceName])]);
        if (fields.Count == 0 || !NamesThings(table, fields, sample)) return;

        var records = await ReadAsync(table, fields, cancellationToken).ConfigureAwait(false);
        var pairs = DuplicateFinder.Find(records.Set, cancellationToken);
        var columns = string.Join(", ", fields.Select(field => table.Columns[field.Column].Name));
        var looked = records.Set.Count < (table.RowCount ?? 0) ? $"the first {Rates.Count(records.Set.Count)}" : Rates.Count(records.Set.Count);
        if (pairs.Count == 0)
        {
            checks.Pass(CheckCodes.FuzzyDuplicates, table.Name, null, $"No two of {looked} rows look like the same thing by {columns}.", 0, 0);
            return;
        }

        var rows = pairs.SelectMany(static pair => new[] { pair.First, pair.Second }).Distinct().Count();
        var likeliest = pairs.OrderByDescending(static pair => pair.Score).ThenBy(static pair => pair.First).ToList();
        var named = likeliest.Take(PairsNamed).Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.First + 1} and {pair.Second + 1} ({pair.Score:0.00})"));
        List<string> read = [.. fields.Select(field => table.Columns[field.Column].SourceName)];
        var pairsShown = likeliest.Take(MostExamples).ToList();
        var shown = trial.Protect(table, read, pairsShown.SelectMany(pair => new[] { records.Cells[pair.First], records.Cells[pair.Second] })).Select(static cells => string.Join(" | ", cells.Where(static cell => !string.IsNullOrEmpty(cell)))).ToList();
        checks.Fail(Severity.Warning, CheckCodes.FuzzyDuplicates, table.Name, null,
            $"{Rates.Count(rows)} of {looked} rows are probably the same thing as another one, written differently ({Rates.Count(pairs.Count)} pairs), by {columns}. Data rows {string.Join(", ", named)}{(pairs.Count > PairsNamed ? " and others" : "")}.",
            "Decide which of the rows stays, and take the others out of the source or give them its key; on_duplicate_key then joins them.", Rates.Share(rows, records.Set.Count), 0,
            examples: [.. pairsShown.Take(shown.Count / 2).Select((_, at) => new MaskedExample(shown[2 * at], shown[2 * at + 1], null))]);
    }

    private static bool NamesThings(CatalogTable table, IReadOnlyList<DuplicateField> fields, RawSample sample)
    {
        HashSet<string> different = new(StringComparer.OrdinalIgnoreCase);
        var filled = 0;
        var telling = fields.Where(static field => field.Role is FieldRole.Name or FieldRole.Contact).Select(field => sample[table.Columns[field.Column].SourceName]).Where(values => values.Count == sample.RowCount).ToList();
        for (var row = 0; row < sample.RowCount; row++)
        {
            var key = string.Join('\u001F', telling.Select(values => values[row]?.Trim()));
            if (key.Length < telling.Count) continue;
            filled++;
            different.Add(key);
        }

        return filled > 0 && different.Count >= filled * LeastDifferent;
    }

    private async Task<(RecordSet Set, List<string?[]> Cells)> ReadAsync(CatalogTable table, IReadOnlyList<DuplicateField> fields, CancellationToken cancellationToken)
    {
        var most = (int)Math.Clamp(MostCells / Math.Max(1, table.Columns.Count), 1000, MostRows);
        var set = new RecordSet([.. fields.Select(static field => field.Role)]);
        List<string?[]> cells = [];
        var source = await reader.OpenAsync(table, cancellationToken).ConfigureAwait(false);
        await using var _ = source.ConfigureAwait(false);
        await foreach (var batch in source.ReadAsync(new SourceReadOptions { BatchRows = 16_384, MaxRows = most }, cancellationToken).ConfigureAwait(false))
        {
            using (batch)
            {
                for (var row = 0; row < batch.RowCount; row++)
                {
                    var values = new string?[fields.Count];
                    for (var f = 0; f < values.Length; f++)
                    {
                        var column = batch.Columns[fields[f].Column];
                        values[f] = column.IsNull(row) || column.GetUtf8(row).Length == 0 ? null : Encoding.UTF8.GetString(column.GetUtf8(row));
                    }

                    cells.Add(values);
                    set.Add(values);
                }
            }
        }

        return (set, cells);
    }
}
