namespace Lumos.DuckDb.Native;

/// <summary>Makes exceptions of the engine's errors.</summary>
internal static unsafe class Errors
{
    /// <summary>An error known by its message only; the kind is read from how the engine begins such messages.</summary>
    internal static DuckDbException FromMessage(byte* message)
    {
        var text = Utf8Text.Read(message);
        if (string.IsNullOrEmpty(text)) text = "DuckDB reported an error without a message.";
        return new DuckDbException(text, KindOf(text), ScanErrors.Take(text));
    }

    internal static DuckDbException FromResult(ResultHandle result)
    {
        var text = Utf8Text.Read(Api.duckdb_result_error(result.Pointer)) ?? "DuckDB reported an error without a message.";
        return new DuckDbException(text, (DuckDbErrorType)Api.duckdb_result_error_type(result.Pointer), ScanErrors.Take(text));
    }

    /// <summary>Throws when <paramref name="error"/> holds one; always destroys it.</summary>
    internal static void ThrowAndDestroy(nint error)
    {
        if (error == 0) return;
        DuckDbException? exception = null;
        if (Api.duckdb_error_data_has_error(error) != 0)
        {
            var text = Utf8Text.Read(Api.duckdb_error_data_message(error)) ?? "DuckDB reported an error without a message.";
            var kind = (DuckDbErrorType)Api.duckdb_error_data_error_type(error);
            exception = new DuckDbException(text, kind, ScanErrors.Take(text));
        }

        Api.duckdb_destroy_error_data(ref error);
        if (exception is not null) throw exception;
    }

    internal static DuckDbErrorType KindOf(string message)
    {
        var colon = message.IndexOf(" Error:", StringComparison.Ordinal);
        return colon <= 0 ? DuckDbErrorType.Invalid : message[..colon] switch
        {
            "Out of Range" => DuckDbErrorType.OutOfRange,
            "Conversion" => DuckDbErrorType.Conversion,
            "Mismatch Type" => DuckDbErrorType.MismatchType,
            "Serialization" => DuckDbErrorType.Serialization,
            "TransactionContext" => DuckDbErrorType.Transaction,
            "Not implemented" => DuckDbErrorType.NotImplemented,
            "Catalog" => DuckDbErrorType.Catalog,
            "Parser" => DuckDbErrorType.Parser,
            "Constraint" => DuckDbErrorType.Constraint,
            "Connection" => DuckDbErrorType.Connection,
            "Syntax" => DuckDbErrorType.Syntax,
            "Settings" => DuckDbErrorType.Settings,
            "Binder" => DuckDbErrorType.Binder,
            "IO" => DuckDbErrorType.Io,
            "INTERRUPT" => DuckDbErrorType.Interrupt,
            "FATAL" => DuckDbErrorType.Fatal,
            "INTERNAL" => DuckDbErrorType.Internal,
            "Invalid Input" => DuckDbErrorType.InvalidInput,
            "Out of Memory" => DuckDbErrorType.OutOfMemory,
            "Permission" => DuckDbErrorType.Permission,
            "Parameter Not Resolved" => DuckDbErrorType.ParameterNotResolved,
            "Parameter Not Allowed" => DuckDbErrorType.ParameterNotAllowed,
            "Dependency" => DuckDbErrorType.Dependency,
            "HTTP" => DuckDbErrorType.Http,
            "Missing Extension" => DuckDbErrorType.MissingExtension,
            "Sequence" => DuckDbErrorType.Sequence,
            "Invalid Configuration" => DuckDbErrorType.InvalidConfiguration,
            _ => DuckDbErrorType.Invalid,
        };
    }
}
