using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Staging;

namespace Lumos.Core.Migration.Validation;

/// <summary>
/// Validates rows that an earlier life of the process validated and did not promote. Another run may have changed the target since: a key that is there now, a row referred to that
/// is gone. Only what is true of the target as it is now may be promoted.
/// </summary>
/// <param name="validator">Validates whole staged tables.</param>
/// <param name="plan">What is moved.</param>
/// <param name="staged">Where it is staged.</param>
/// <param name="tables">The tables, in the order of the plan.</param>
/// <param name="scopes">What of the target's tables they will be, in the same order.</param>
internal sealed class RepeatedValidation(StagingValidator validator, MigrationPlan plan, IStagedTables staged, IReadOnlyList<StagedTable> tables, IReadOnlyList<ManifestScope> scopes)
{
    private static readonly ColumnSchema Count = new([new ColumnField("rows", ColumnType.Int64)]);

    /// <summary>Validates again; null when the rows must be staged again.</summary>
    public async Task<IReadOnlyList<ValidatedTable>?> RunAsync(MigrationState done, CancellationToken cancellationToken)
    {
        var rows = new List<long>();
        foreach (var table in tables) rows.Add(await CountAsync(table, cancellationToken).ConfigureAwait(false));
        if (tables.Select(table => done.Chunks[table.Plan].Sum(static chunk => chunk.RowsStaged)).SequenceEqual(rows)) return await validator.RunAsync(done.Chunks, cancellationToken).ConfigureAwait(false);

        // A promotion that did not come to its end has taken out the rows that do not stay. What is left may go on only when it would stay as it is.
        await new RowRemoval(staged, tables).FindAsync(plan.ByReference, cancellationToken).ConfigureAwait(false);
        var validated = done.Validated();
        for (var i = 0; i < tables.Count; i++)
        {
            if (tables[i].HasRemoved || rows[i] != validated[i].Chunks.Sum(static chunk => chunk.RowsOut) || validated[i].Manifest.Scope != scopes[i]) return null;
        }

        return validated;
    }

    private async Task<long> CountAsync(StagedTable table, CancellationToken cancellationToken)
    {
        long rows = 0;
        await foreach (var read in staged.QueryAsync($"SELECT count(*) FROM {table.All} AS staged", Count, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            if (batch.RowCount > 0) rows = batch.Columns[0].GetValues<long>()[0];
        }

        return rows;
    }
}
