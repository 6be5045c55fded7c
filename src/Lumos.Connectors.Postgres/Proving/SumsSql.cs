using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Proving;

/// <summary>The statement by which the server hashes what it stores, as <see cref="RowSums"/> hashes what it was given.</summary>
internal static class SumsSql
{
    private const string Row = StagedTableNames.RowColumn;

    /// <summary>
    /// How the statement is run. Of the hundred steps a row takes, compiling them saves a fifth, but costs a tenth of a second, so only where there are many rows; the server's own threshold for optimising
    /// what it compiles is five times as high, and without it next to nothing is gained. Inlining pays for nothing here.
    /// </summary>
    public const string Settings = "SET jit = on; SET jit_above_cost = 100000; SET jit_optimize_above_cost = 100000; SET jit_inline_above_cost = -1";

    /// <summary>Gives block, rows and the sum of their hashes as text.</summary>
    /// <param name="table">The table as it is staged.</param>
    /// <param name="relation">SQL of its rows.</param>
    public static string Of(TargetTable table, string relation)
    {
        var hashes = table.Columns.Select((column, place) => column.Name == Row ? null : $"coalesce({Hash(column, place)}, 0)").Where(static hash => hash is not null);
        return string.Create(CultureInfo.InvariantCulture, $"SELECT {Row} >> {BlockSums.BlockBits}, count(*), sum({string.Join(" # ", hashes.DefaultIfEmpty("0::bigint"))})::text FROM {relation} AS staged GROUP BY 1");
    }

    private static string Hash(TargetColumn column, int place)
    {
        var name = Sql.Name(column.Name);
        var seed = Seed(RowSums.SeedOf(place));
        return column.Type.Kind switch
        {
            ColumnKind.Text => $"hashtextextended({name}, {seed})",
            ColumnKind.Int64 => $"hashint8extended({name}, {seed} # {name})",
            ColumnKind.Date => $"hashint4extended({name} - DATE '2000-01-01', {seed})",
            ColumnKind.Bool => $"hashint4extended({name}::integer, {seed})",
            ColumnKind.Decimal => $"hash_numeric_extended({name}, CASE WHEN {name} < 0 THEN {Seed(RowSums.SeedOf(place) | (1L << RowSums.SignBit))} ELSE {seed} END)",
            ColumnKind.Timestamp => $"hashtextextended(encode(timestamp_send({name}), 'hex'), {seed})",
            _ => $"hashtextextended(encode(float8send({name}), 'hex'), {seed})",
        };
    }

    private static string Seed(long place) => $"{Row} # {Sql.Number(place)}::bigint";
}
