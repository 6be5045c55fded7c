namespace Lumos.Abstractions;

/// <summary>Names every target uses in staging.</summary>
public static class StagedTableNames
{
    /// <summary>Last column of every staged table: the place of the row among all rows read for the table, from 0. Never NULL.</summary>
    public const string RowColumn = "lumos_row";

    /// <summary>Name under which those rows of a table are staged whose key may have come before.</summary>
    /// <param name="table">Name of the table.</param>
    public static string LateOf(string table) => table + "/late";
}

/// <summary>
/// Staged rows of a run, asked in standard SQL where they are: identifiers in double quotes, texts in single quotes, subqueries with names, window
/// functions, <c>EXISTS</c>, temporary tables. One session, not thread-safe but for <see cref="ReadAsync"/>.
/// </summary>
public interface IStagedTables : IAsyncDisposable
{
    /// <summary>Whether rows whose key may have come before were staged apart.</summary>
    bool HasRepeatedKeysApart => false;

    /// <summary>SQL of all staged rows as a relation to select from: the target's columns and <see cref="StagedTableNames.RowColumn"/>.</summary>
    string Staged(string table);

    /// <summary>SQL of the staged rows but the late ones.</summary>
    string Main(string table) => Staged(table);

    /// <summary>SQL of the rows staged apart because their key may have come before; null for none.</summary>
    string? Late(string table) => null;

    /// <summary>SQL of the rows of a final table that stay beside the staged ones, as a relation to select from; null for none.</summary>
    ValueTask<string?> ExistingAsync(string table, CancellationToken cancellationToken = default);

    /// <summary>SQL of a final table as it stands, whatever stays of it, as a relation to select from; null when there is none.</summary>
    ValueTask<string?> FinalAsync(string table, CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(null);

    /// <summary>What a final table, as it stands, asks of every row that is put into it: its CHECK constraints over columns the staged table has. None when a new table takes its place.</summary>
    ValueTask<IReadOnlyList<RowCheck>> ChecksAsync(string table, CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<RowCheck>>([]);

    /// <summary>Unique indexes of a final table, as it stands, that are no constraint over columns; over columns the staged table has. None when a new table takes its place.</summary>
    ValueTask<IReadOnlyList<UniqueRule>> UniqueRulesAsync(string table, CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<UniqueRule>>([]);

    /// <summary>Runs a statement in the session.</summary>
    /// <returns>Rows it changed; 0 when the statement changes none.</returns>
    ValueTask<long> ExecuteAsync(string sql, CancellationToken cancellationToken = default);

    /// <summary>Asks in the session.</summary>
    /// <param name="sql">Query whose columns fit the schema, in order.</param>
    /// <param name="schema">Names and types of the columns.</param>
    /// <param name="cancellationToken">Stops it.</param>
    IAsyncEnumerable<ColumnBatch> QueryAsync(string sql, ColumnSchema schema, CancellationToken cancellationToken = default);

    /// <summary>Reads staged rows, best in the order of their numbers where that costs nothing, in a session of its own: several threads may read at once.</summary>
    /// <param name="relation">What <see cref="Main"/> or <see cref="Late"/> gave.</param>
    /// <param name="schema">Columns to read.</param>
    /// <param name="first">First row number.</param>
    /// <param name="end">Row number behind the last.</param>
    /// <param name="cancellationToken">Stops it.</param>
    IAsyncEnumerable<ColumnBatch> ReadAsync(string relation, ColumnSchema schema, long first, long end, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether the rows of a range stand in staging exactly as this process handed them over, as far as the target can tell by itself and better than by chance (a server that hashes what it stores). Several
    /// threads may ask at once.
    /// </summary>
    /// <param name="relation">What <see cref="Main"/> or <see cref="Late"/> gave.</param>
    /// <param name="first">First row number.</param>
    /// <param name="end">Row number behind the last.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>False when they do not, or when that is not known: they are then read back.</returns>
    ValueTask<bool> IsAsWrittenAsync(string relation, long first, long end, CancellationToken cancellationToken = default) => ValueTask.FromResult(false);

    /// <summary>Called when all rows are staged and are about to be validated: a target may begin what promotion will need.</summary>
    ValueTask BeginValidationAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
