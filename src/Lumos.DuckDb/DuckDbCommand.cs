using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Lumos.DuckDb.Columns;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb;

/// <summary>
/// One or several SQL statements with parameters (<c>$name</c>, <c>$1</c>, <c>?</c>). The asynchronous methods run on the thread pool, and
/// cancelling their token interrupts the engine.
/// </summary>
public sealed partial class DuckDbCommand : DbCommand
{
    private string _text = "";
    private DuckDbConnection? _connection;
    private PreparedScript? _prepared;

    /// <summary>An empty command.</summary>
    public DuckDbCommand()
    {
    }

    /// <summary>A command on a connection.</summary>
    public DuckDbCommand(string sql, DuckDbConnection? connection = null)
    {
        CommandText = sql;
        _connection = connection;
    }

    /// <inheritdoc />
    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set
        {
            _text = value ?? "";
            Forget();
        }
    }

    /// <summary>
    /// Seconds until each statement must have its result, or the first rows of a streamed one; then it is interrupted and fails. 0, the default, waits
    /// without end.
    /// </summary>
    public override int CommandTimeout { get; set; }

    /// <summary>Text only.</summary>
    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text) throw new NotSupportedException("DuckDB runs SQL text only.");
        }
    }

    /// <inheritdoc />
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc />
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc cref="DbCommand.Connection" />
    public new DuckDbConnection? Connection
    {
        get => _connection;
        set
        {
            _connection = value;
            Forget();
        }
    }

    /// <inheritdoc cref="DbCommand.Parameters" />
    public new DuckDbParameterCollection Parameters { get; } = new();

    /// <summary>
    /// Whether rows are computed as they are read, which bounds memory; true by default. Without it the whole result is computed first.
    /// </summary>
    public bool Streaming { get; set; } = true;

    /// <summary>Told how far the statement is, about ten times a second, on a thread of the pool.</summary>
    public IProgress<DuckDbProgress>? Progress { get; set; }

    /// <inheritdoc />
    protected override DbConnection? DbConnection
    {
        get => _connection;
        set => Connection = value is null or DuckDbConnection ? (DuckDbConnection?)value : throw new InvalidCastException("A DuckDbConnection is needed.");
    }

    /// <inheritdoc />
    protected override DbParameterCollection DbParameterCollection => Parameters;

    /// <inheritdoc />
    protected override DbTransaction? DbTransaction { get; set; }

    internal DuckDbConnection OpenConnection => _connection is { State: ConnectionState.Open } open
        ? open
        : throw new InvalidOperationException("The command needs an open connection.");

    /// <summary>Interrupts what the connection is computing.</summary>
    public override void Cancel()
    {
        if (_connection is { State: ConnectionState.Open }) _connection.Interrupt();
    }

    /// <summary>Parses and plans the statements once, for any number of runs. Statements after the first are planned at their first run.</summary>
    public override void Prepare()
    {
        if (_prepared is not null) return;
        var prepared = new PreparedScript(OpenConnection.Handle, _text);
        try
        {
            if (prepared.Count > 0) prepared.Get(0);
        }
        catch
        {
            prepared.Dispose();
            throw;
        }

        _prepared = prepared;
    }

    /// <summary>A parameter that is not yet part of the command.</summary>
    public new static DuckDbParameter CreateParameter() => new();

    /// <inheritdoc />
    protected override DbParameter CreateDbParameter() => new DuckDbParameter();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) Forget();
        base.Dispose(disposing);
    }

    private void Forget()
    {
        _prepared?.Dispose();
        _prepared = null;
    }
}
