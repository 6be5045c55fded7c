using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Lumos.DuckDb.Columns;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb;

/// <summary>
/// A connection to a DuckDB database in this process. One connection serves one thread at a time and computes one result at a time; open
/// several, or take <see cref="Duplicate"/>, to work in parallel.
/// </summary>
public sealed partial class DuckDbConnection : DbConnection
{
    private DuckDbConnectionStringBuilder _settings;
    private string _connectionString;
    private SharedDatabase? _database;
    private ConnectionHandle? _connection;
    private DuckDbResult? _running;
    private bool _reportsProgress;

    /// <summary>A connection to a database in memory of its own, not yet open.</summary>
    public DuckDbConnection() : this("")
    {
    }

    /// <summary>A connection that is not yet open.</summary>
    /// <param name="connectionString">See <see cref="DuckDbConnectionStringBuilder"/>.</param>
    public DuckDbConnection(string? connectionString)
    {
        _connectionString = connectionString ?? "";
        _settings = new DuckDbConnectionStringBuilder(_connectionString);
    }

    /// <inheritdoc />
    [AllowNull]
    public override string ConnectionString
    {
        get => _connectionString;
        set
        {
            if (State != ConnectionState.Closed) throw new InvalidOperationException("The connection is open: close it before changing the connection string.");
            _settings = new DuckDbConnectionStringBuilder(value);
            _connectionString = value ?? "";
        }
    }

    /// <summary>The name of the database inside the engine.</summary>
    public override string Database => _settings.DataSource is { } source && source.StartsWith(DuckDbConnectionStringBuilder.InMemory, StringComparison.Ordinal)
        ? source.Length > 9 ? source[9..] : "memory"
        : Path.GetFileNameWithoutExtension(_settings.DataSource);

    /// <inheritdoc />
    public override string DataSource => _settings.DataSource;

    /// <summary>The engine's version, such as <c>v1.5.6</c>.</summary>
    public override unsafe string ServerVersion => Utf8Text.Read(Api.duckdb_library_version()) ?? "";

    /// <inheritdoc />
    public override ConnectionState State => _connection is null ? ConnectionState.Closed : ConnectionState.Open;

    /// <summary>The transaction that was begun and is not finished; null when every statement is its own.</summary>
    public DuckDbTransaction? CurrentTransaction { get; internal set; }

    /// <inheritdoc />
    protected override DbProviderFactory DbProviderFactory => DuckDbProviderFactory.Instance;

    internal ConnectionHandle Handle => _connection ?? throw new InvalidOperationException("The connection is not open.");

    internal SharedDatabase SharedDatabase => _database ?? throw new InvalidOperationException("The connection is not open.");

    /// <summary>Opens the database, creating the file when there is none, and connects to it.</summary>
    /// <exception cref="DuckDbException">The file cannot be opened, is held by another process, or a setting is refused.</exception>
    /// <exception cref="DllNotFoundException">The native library is missing; the message says how to get it.</exception>
    public override void Open()
    {
        if (_connection is not null) throw new InvalidOperationException("The connection is already open.");
        Attach(SharedDatabase.Open(_settings.DataSource, _settings.Settings));
    }

    /// <summary>As <see cref="Open"/>, on a thread of the pool.</summary>
    public override Task OpenAsync(CancellationToken cancellationToken) => Task.Run(Open, cancellationToken);

    /// <summary>Opens another connection to the same database, also when it is in memory without a name.</summary>
    public DuckDbConnection Duplicate()
    {
        var copy = new DuckDbConnection(_connectionString);
        SharedDatabase.AddReference();
        copy.Attach(SharedDatabase);
        return copy;
    }

    /// <summary>Closes the connection. An open transaction is rolled back.</summary>
    public override void Close()
    {
        if (_connection is null) return;
        _running?.Dispose();
        _running = null;
        CurrentTransaction = null;
        _connection.Dispose();
        _connection = null;
        _database!.Release();
        _database = null;
        _reportsProgress = false;
        OnStateChange(new StateChangeEventArgs(ConnectionState.Open, ConnectionState.Closed));
    }

    /// <summary>Stops whatever the connection is computing; the statement fails with <see cref="DuckDbErrorType.Interrupt"/>. Any thread may call it.</summary>
    public void Interrupt() => Api.duckdb_interrupt(Handle);

    /// <summary>Makes another database of this connection the current one.</summary>
    public override void ChangeDatabase(string databaseName)
    {
        ArgumentException.ThrowIfNullOrEmpty(databaseName);
        Execute($"USE {SqlText.Identifier(databaseName)}");
    }

    /// <summary>A command on this connection.</summary>
    public DuckDbCommand CreateCommand(string sql) => new(sql, this);

    /// <inheritdoc cref="DbConnection.CreateCommand" />
    public new DuckDbCommand CreateCommand() => new("", this);

    /// <summary>Runs statements and gives the number of rows they changed; -1 when none counts rows.</summary>
    public int Execute(string sql)
    {
        using var command = CreateCommand(sql);
        return command.ExecuteNonQuery();
    }

    /// <summary>Begins a transaction. DuckDB's only isolation is snapshot.</summary>
    public new DuckDbTransaction BeginTransaction() => (DuckDbTransaction)BeginDbTransaction(IsolationLevel.Snapshot);

    /// <summary>Begins a transaction, a snapshot whatever weaker level is asked for.</summary>
    /// <exception cref="NotSupportedException">Serializable is asked for, which DuckDB does not keep.</exception>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        if (isolationLevel == IsolationLevel.Serializable) throw new NotSupportedException("DuckDB isolates transactions by snapshots, which is less than Serializable: ask for Snapshot.");
        if (CurrentTransaction is not null) throw new InvalidOperationException("The connection has an open transaction; DuckDB does not nest them.");
        Execute("BEGIN TRANSACTION");
        return CurrentTransaction = new DuckDbTransaction(this);
    }

    /// <inheritdoc />
    protected override DbCommand CreateDbCommand() => CreateCommand();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }

    /// <summary>Fails when a result is still being computed on this connection, which another statement would end in silence.</summary>
    internal void EnsureIdle()
    {
        _ = Handle;
        if (_running is { IsOpen: true })
        {
            throw new InvalidOperationException("A result or reader of this connection is still open: read it to its end, dispose it, or use Duplicate() for a second connection.");
        }
    }

    internal void Track(DuckDbResult result) => _running = result;

    /// <summary>Makes the engine count progress on this connection, without printing it.</summary>
    internal void EnableProgress()
    {
        if (_reportsProgress) return;
        _reportsProgress = true;
        Execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false");
    }

    /// <summary>Connects; takes over one reference to the database.</summary>
    private void Attach(SharedDatabase database)
    {
        try
        {
            _connection = DatabaseOpener.Connect(database.Handle);
        }
        catch
        {
            database.Release();
            throw;
        }

        _database = database;
        OnStateChange(new StateChangeEventArgs(ConnectionState.Closed, ConnectionState.Open));
    }
}
