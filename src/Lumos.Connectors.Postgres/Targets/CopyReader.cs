using System.Runtime.CompilerServices;
using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Catalog;
using Lumos.Connectors.Postgres.Connecting;
using Lumos.Connectors.Postgres.Copying;

namespace Lumos.Connectors.Postgres.Targets;

/// <summary>Runs a query by binary COPY.</summary>
internal static class CopyReader
{
    private const int BatchRows = 16_384;

    /// <summary>Columns of a relation in the form the decoder reads.</summary>
    public static string Select(ColumnSchema schema) => string.Join(", ", schema.Fields.Select(field => $"{Sql.Name(field.Name)}::{PgTypes.WireOf(field.Type)}"));

    /// <summary>Streams a query whose columns fit the schema by place.</summary>
    public static IAsyncEnumerable<ColumnBatch> QueryAsync(PostgresSession session, string sql, ColumnSchema schema, string source, string place, CancellationToken cancellationToken) =>
        ReadAsync(session, $"SELECT {Select(schema)} FROM ({sql}) AS lumos_query ({Sql.Names(schema.Fields.Select(field => field.Name))})", schema, source, place, cancellationToken);

    /// <summary>Streams a query whose columns are already in the form the decoder reads.</summary>
    public static async IAsyncEnumerable<ColumnBatch> ReadAsync(
        PostgresSession session, string sql, ColumnSchema schema, string source, string place, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Npgsql.NpgsqlRawCopyStream stream;
        try
        {
            stream = await session.Connection.BeginRawBinaryCopyAsync($"COPY ({sql}) TO STDOUT (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (ServerErrors.Is(exception))
        {
            throw ServerErrors.Of(exception, place, source);
        }

        await using var opened = stream.ConfigureAwait(false);
        var batches = new CopyDecoder(stream, schema, source).ReadAsync(BatchRows, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var reading = batches.ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (!await batches.MoveNextAsync().ConfigureAwait(false)) break;
            }
            catch (Exception exception) when (ServerErrors.Is(exception))
            {
                throw ServerErrors.Of(exception, place, source);
            }

            yield return batches.Current;
        }
    }
}
