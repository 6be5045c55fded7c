using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Lumos.DuckDb.Columns;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb;

/// <summary>Rows one by one, forward only. For many rows, <see cref="DuckDbCommand.ExecuteColumns"/> is the faster way.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "ADO.NET names readers so.")]
public sealed unsafe partial class DuckDbDataReader : DbDataReader
{
    private readonly DuckDbCommand _command;
    private readonly CommandRun _run;
    private readonly CommandBehavior _behavior;
    private readonly IReadOnlyList<DuckDbField>? _described;
    private DuckDbResult? _result;
    private DuckDbDataChunk? _chunk;
    private Cursor[] _cursors = [];
    private int _row = -1;
    private int _rows;
    private bool _hasRows;
    private bool _closed;

    internal DuckDbDataReader(DuckDbCommand command, CommandRun run, CommandBehavior behavior, CancellationToken cancellationToken)
    {
        _command = command;
        _run = run;
        _behavior = behavior;
        if (behavior.HasFlag(CommandBehavior.SchemaOnly)) _described = run.Describe();
        else Advance(cancellationToken);
    }

    /// <inheritdoc />
    public override int Depth => 0;

    /// <inheritdoc />
    public override int FieldCount => Columns.Count;

    /// <inheritdoc />
    public override bool HasRows => _hasRows;

    /// <inheritdoc />
    public override bool IsClosed => _closed;

    /// <summary>Rows changed by the statements so far; -1 when none counts rows.</summary>
    public override int RecordsAffected => _run.RecordsAffected;

    /// <inheritdoc />
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc />
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <inheritdoc />
    public override bool Read()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (++_row < _rows) return true;
        return NextChunk(CancellationToken.None);
    }

    /// <summary>Reads a row; when the next chunk must be computed, on a thread of the pool, where the token interrupts it.</summary>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<bool>(cancellationToken);
        ObjectDisposedException.ThrowIf(_closed, this);
        return ++_row < _rows ? Task.FromResult(true) : Task.Run(() => NextChunk(cancellationToken), cancellationToken);
    }

    /// <summary>Runs on to the next statement that gives rows.</summary>
    public override bool NextResult()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return _described is null && Advance(CancellationToken.None);
    }

    /// <inheritdoc />
    public override Task<bool> NextResultAsync(CancellationToken cancellationToken) =>
        _described is not null ? Task.FromResult(false) : Task.Run(() => Advance(cancellationToken), cancellationToken);

    private IReadOnlyList<DuckDbField> Columns => _result?.Columns ?? _described ?? [];

    /// <summary>Ends the result. Statements behind it that were not reached do not run.</summary>
    public override void Close()
    {
        if (_closed) return;
        _closed = true;
        _chunk?.Dispose();
        _result?.Dispose();
        _run.Dispose();
        if (_behavior.HasFlag(CommandBehavior.CloseConnection)) _command.Connection?.Close();
    }

    /// <inheritdoc />
    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }

    private bool Advance(CancellationToken cancellationToken)
    {
        _chunk?.Dispose();
        _chunk = null;
        _result?.Dispose();
        _row = -1;
        _rows = 0;
        _hasRows = false;
        _result = _run.NextRows(cancellationToken);
        if (_result is null) return false;
        _cursors = new Cursor[_result.Columns.Count];
        for (var i = 0; i < _cursors.Length; i++) _cursors[i].Type = _result.Columns[i].Type;
        try
        {
            _hasRows = NextChunk(cancellationToken);
        }
        catch
        {
            _result.Dispose();
            throw;
        }

        _row = -1;
        return true;
    }

    private bool NextChunk(CancellationToken cancellationToken)
    {
        _chunk?.Dispose();
        _rows = 0;
        _row = 0;
        _chunk = _result?.ReadChunk(cancellationToken);
        if (_chunk is null) return false;
        _rows = _chunk.RowCount;
        for (var i = 0; i < _cursors.Length; i++)
        {
            var vector = _chunk.Vector(i);
            _cursors[i].Handle = vector;
            _cursors[i].Data = (nint)Api.duckdb_vector_get_data(vector);
            _cursors[i].Validity = (nint)Api.duckdb_vector_get_validity(vector);
        }

        return true;
    }

    private DuckDbVector VectorAt(int ordinal)
    {
        if ((uint)_row >= (uint)_rows) throw new InvalidOperationException("There is no row: call Read first, and stop when it gives false.");
        ref var cursor = ref _cursors[ordinal];
        return new DuckDbVector(cursor.Handle, cursor.Type, _rows, cursor.Data, cursor.Validity);
    }

    private struct Cursor
    {
        public DuckDbLogicalType Type;
        public nint Handle;
        public nint Data;
        public nint Validity;
    }
}
