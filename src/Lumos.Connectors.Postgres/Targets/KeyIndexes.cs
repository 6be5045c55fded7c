using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>
/// Builds the index behind the primary key of every table that is to become a final one, before its rows are validated: validation finds repeated keys by it instead of reading all rows, and promotion
/// makes the key of it. Gathers statistics of all staged tables, those of final ones for good.
/// </summary>
internal static class KeyIndexes
{
    /// <summary>Builds them.</summary>
    /// <param name="session">The session that validates and promotes.</param>
    /// <param name="area">The run's staging area.</param>
    /// <param name="tables">The tables as they are staged.</param>
    /// <param name="withLate">Those that have rows whose key may have come before.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Tables that need neither index nor statistics any more. Whatever kept one from it is left to promotion, which then does it itself, or says what is wrong.</returns>
    public static async ValueTask<IReadOnlySet<string>> BuildAsync(PostgresSession session, StagingArea area, IReadOnlyList<TargetTable> tables, IReadOnlySet<string> withLate, CancellationToken cancellationToken)
    {
        var ready = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            var becomesFinal = await session.AskAsync(area.IsLoggedSql(table.Name), static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);

            // Rows that are to be left out may have keys twice.
            var hasIndex = !becomesFinal || area.KeySql(table) is not { } key || await TryAsync(key).ConfigureAwait(false);
            var hasStatistics = await TryAsync(becomesFinal ? $"ANALYZE {area.TableSql(table.Name)}" : area.AnalyzeSql(table)).ConfigureAwait(false);
            if (withLate.Contains(table.Name)) await TryAsync(area.AnalyzeSql(table with { Name = StagedTableNames.LateOf(table.Name) })).ConfigureAwait(false);
            if (becomesFinal && hasIndex && hasStatistics) ready.Add(table.Name);
        }

        return ready;

        async ValueTask<bool> TryAsync(string sql)
        {
            try
            {
                await session.ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (LumosException)
            {
                return false;
            }
        }
    }
}
