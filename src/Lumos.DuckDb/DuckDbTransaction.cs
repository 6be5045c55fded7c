using System.Data;
using System.Data.Common;

namespace Lumos.DuckDb;

/// <summary>A transaction of its connection. Disposing it unfinished rolls it back.</summary>
public sealed class DuckDbTransaction : DbTransaction
{
    private DuckDbConnection? _connection;

    internal DuckDbTransaction(DuckDbConnection connection) => _connection = connection;

    /// <summary>Snapshot, the only one DuckDB has.</summary>
    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    /// <inheritdoc />
    protected override DbConnection? DbConnection => _connection;

    /// <summary>Makes the changes lasting.</summary>
    /// <exception cref="DuckDbException">Another transaction changed the same rows; nothing of this one is kept.</exception>
    public override void Commit() => Finish("COMMIT");

    /// <summary>Undoes the changes.</summary>
    public override void Rollback() => Finish("ROLLBACK");

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && _connection is { State: ConnectionState.Open } connection && ReferenceEquals(connection.CurrentTransaction, this)) Rollback();
        base.Dispose(disposing);
    }

    private void Finish(string sql)
    {
        var connection = _connection is { } open && ReferenceEquals(open.CurrentTransaction, this)
            ? open
            : throw new InvalidOperationException("The transaction is finished.");
        connection.CurrentTransaction = null;
        _connection = null;
        connection.Execute(sql);
    }
}
