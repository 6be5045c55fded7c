using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb.Native;

/// <summary>A prepared statement: bind, then run, any number of times.</summary>
internal sealed unsafe class Statement : IDisposable
{
    private readonly PreparedHandle _handle;
    private readonly ConnectionHandle _connection;

    internal Statement(PreparedHandle handle, ConnectionHandle connection)
    {
        _handle = handle;
        _connection = connection;
        var names = new string[Api.duckdb_nparams(handle)];
        for (var i = 0; i < names.Length; i++) names[i] = Utf8Text.Take(Api.duckdb_parameter_name(handle, (ulong)i + 1)) ?? "";
        ParameterNames = names;
    }

    /// <summary>Names of the parameters in the engine's order; "1", "2" for those without a name.</summary>
    internal string[] ParameterNames { get; }

    /// <summary>The type the engine expects, when it knows.</summary>
    internal DuckDbLogicalType? ParameterType(int index)
    {
        var handle = Api.duckdb_param_logical_type(_handle, (ulong)index + 1);
        if (handle == 0) return null;
        var type = LogicalTypes.Take(handle);
        return type.Kind is DuckDbType.Invalid or DuckDbType.Any or DuckDbType.SqlNull ? null : type;
    }

    /// <summary>Columns the statement gives, known before it runs; none for one that only counts rows or succeeds.</summary>
    internal IReadOnlyList<DuckDbField> Columns()
    {
        var columns = new DuckDbField[Api.duckdb_prepared_statement_column_count(_handle)];
        for (var i = 0; i < columns.Length; i++)
        {
            var type = LogicalTypes.Take(Api.duckdb_prepared_statement_column_logical_type(_handle, (ulong)i));
            var known = type.Kind is DuckDbType.Invalid or DuckDbType.Any ? DuckDbLogicalType.Of(DuckDbType.SqlNull) : type;
            columns[i] = new DuckDbField(Utf8Text.Take(Api.duckdb_prepared_statement_column_name(_handle, (ulong)i)) ?? "", known);
        }

        return columns is [{ Name: "Count" or "Success" }] ? [] : columns;
    }

    internal void Bind(int index, ValueHandle value)
    {
        if (Api.duckdb_bind_value(_handle, (ulong)index + 1, value) != 0) throw Errors.FromMessage(Api.duckdb_prepare_error(_handle));
    }

    internal DuckDbResult Run(bool streaming, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var interrupt = Interruption.On(_connection, cancellationToken);
        nint pending;
        var refused = streaming ? Api.duckdb_pending_prepared_streaming(_handle, out pending) : Api.duckdb_pending_prepared(_handle, out pending);
        var result = new ResultHandle();
        try
        {
            // Starting a statement clears an earlier interrupt; one that came before is given again.
            if (cancellationToken.IsCancellationRequested) Api.duckdb_interrupt(_connection);
            // A statement refused before it starts has its reason here; executing it all the same would put another one over it.
            if (refused != 0 || Api.duckdb_execute_pending(pending, result.Pointer) != 0)
            {
                var exception = refused == 0 && Api.duckdb_result_error(result.Pointer) != null ? Errors.FromResult(result) : Errors.FromMessage(Api.duckdb_pending_error(pending));
                if (exception.ErrorType == DuckDbErrorType.Interrupt || exception.InnerException is OperationCanceledException) cancellationToken.ThrowIfCancellationRequested();
                throw exception;
            }

            return new DuckDbResult(result, _connection, streaming);
        }
        catch
        {
            result.Dispose();
            throw;
        }
        finally
        {
            Api.duckdb_destroy_pending(ref pending);
        }
    }

    public void Dispose() => _handle.Dispose();
}
