using System.Data;
using System.Data.Common;
using Lumos.DuckDb.Columns;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb;

public sealed partial class DuckDbCommand
{
    /// <summary>Runs all statements to their end.</summary>
    /// <returns>Rows changed; -1 when no statement counts rows.</returns>
    public override int ExecuteNonQuery() => ExecuteNonQuery(CancellationToken.None);

    /// <inheritdoc />
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        Task.Run(() => ExecuteNonQuery(cancellationToken), cancellationToken);

    /// <summary>The first value of the first row; null when there is no row, <see cref="DBNull"/> for NULL.</summary>
    public override object? ExecuteScalar()
    {
        using var reader = ExecuteReader(CommandBehavior.Default, CancellationToken.None);
        return reader.Read() && reader.FieldCount > 0 ? reader.GetValue(0) : null;
    }

    /// <inheritdoc />
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var reader = ExecuteReader(CommandBehavior.Default, cancellationToken);
            return reader.Read() && reader.FieldCount > 0 ? reader.GetValue(0) : null;
        },
        cancellationToken);

    /// <summary>Runs the statements up to the first that gives rows; the others run as <c>NextResult</c> reaches them.</summary>
    public new DuckDbDataReader ExecuteReader() => ExecuteReader(CommandBehavior.Default, CancellationToken.None);

    /// <inheritdoc />
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => ExecuteReader(behavior, CancellationToken.None);

    /// <inheritdoc />
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        await Task.Run(() => ExecuteReader(behavior, cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Runs the statements and gives the rows of the last one as columns. The way to read many rows: nothing is allocated per row or value.
    /// </summary>
    /// <exception cref="DuckDbException">A statement failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the engine was interrupted.</exception>
    public DuckDbResult ExecuteColumns(CancellationToken cancellationToken = default)
    {
        using var run = new CommandRun(this);
        DuckDbResult? last = null;
        while (run.Next(cancellationToken) is { } result)
        {
            if (!run.IsLast) CommandRun.Drain(result, cancellationToken);
            else last = result;
        }

        return last ?? throw new InvalidOperationException("The command holds no statement.");
    }

    /// <summary>As <see cref="ExecuteColumns"/>, on a thread of the pool.</summary>
    public Task<DuckDbResult> ExecuteColumnsAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => ExecuteColumns(cancellationToken), cancellationToken);

    internal PreparedScript TakePrepared(out bool owned)
    {
        owned = _prepared is null;
        return _prepared ?? new PreparedScript(OpenConnection.Handle, _text);
    }

    private int ExecuteNonQuery(CancellationToken cancellationToken)
    {
        using var run = new CommandRun(this);
        while (run.Next(cancellationToken) is { } result) CommandRun.Drain(result, cancellationToken);
        return run.RecordsAffected;
    }

    private DuckDbDataReader ExecuteReader(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        var run = new CommandRun(this);
        try
        {
            return new DuckDbDataReader(this, run, behavior, cancellationToken);
        }
        catch
        {
            run.Dispose();
            if (behavior.HasFlag(CommandBehavior.CloseConnection)) _connection?.Close();
            throw;
        }
    }
}
