using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;

namespace Lumos.Connectors.Postgres.Promotion;

/// <summary>Moves the counters behind columns that number themselves past the numbers that were put in, so that the next row does not collide.</summary>
internal static class Sequences
{
    /// <summary>Advances the counters of some columns. They are never set back, also not by a rollback.</summary>
    public static async ValueTask AdvanceAsync(PostgresSession session, PgTable table, IReadOnlyCollection<string> columns, CancellationToken cancellationToken)
    {
        foreach (var column in table.Columns.Where(column => column is { FillsItself: true, IsGenerated: false } && columns.Contains(column.Name)))
        {
            var sequence = await session.AskAsync(
                $"SELECT s.name FROM (SELECT pg_get_serial_sequence({Sql.Text(table.Sql)}, {Sql.Text(column.Name)}) AS name) AS s WHERE s.name IS NOT NULL AND has_sequence_privilege(s.name, 'UPDATE') AND has_sequence_privilege(s.name, 'SELECT')",
                reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
            if (sequence is null) continue;
            await session.ListAsync(
                $"SELECT setval({Sql.Text(sequence)}, m.highest) FROM (SELECT max({Sql.Name(column.Name)}) AS highest FROM {table.Sql}) AS m WHERE m.highest > (SELECT last_value FROM {sequence})",
                reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false);
        }
    }
}
