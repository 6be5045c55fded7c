using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lumos.DuckDb.Native;

// The engine counts references itself, so handles may be finalized in any order.

internal sealed class DatabaseHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    internal DatabaseHandle(nint handle) : this() => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        Api.duckdb_close(ref handle);
        return true;
    }
}

internal sealed class ConnectionHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    internal ConnectionHandle(nint handle) : this() => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        Api.duckdb_disconnect(ref handle);
        return true;
    }
}

internal sealed class PreparedHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    internal PreparedHandle(nint handle) : this() => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        Api.duckdb_destroy_prepare(ref handle);
        return true;
    }
}

internal sealed class ExtractedHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    internal ExtractedHandle(nint handle) : this() => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        Api.duckdb_destroy_extracted(ref handle);
        return true;
    }
}

internal sealed class AppenderHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    internal AppenderHandle(nint handle) : this() => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        _ = Api.duckdb_appender_destroy(ref handle);
        return true;
    }
}

internal sealed class ChunkHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    internal ChunkHandle(nint handle) : this() => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        Api.duckdb_destroy_data_chunk(ref handle);
        return true;
    }
}

internal sealed class LogicalTypeHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    internal LogicalTypeHandle(nint handle) : this() => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        Api.duckdb_destroy_logical_type(ref handle);
        return true;
    }
}

internal sealed class ValueHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    internal ValueHandle(nint handle) : this() => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        Api.duckdb_destroy_value(ref handle);
        return true;
    }
}

internal sealed class ArrowOptionsHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    internal ArrowOptionsHandle(nint handle) : this() => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        Api.duckdb_destroy_arrow_options(ref handle);
        return true;
    }
}

internal sealed class ArrowConvertedSchemaHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    internal ArrowConvertedSchemaHandle(nint handle) : this() => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        Api.duckdb_destroy_arrow_converted_schema(ref handle);
        return true;
    }
}

/// <summary>A duckdb_result in native memory, so that its address holds still.</summary>
internal sealed unsafe class ResultHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    internal ResultHandle() : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(ResultStruct)));

    internal ResultStruct* Pointer => (ResultStruct*)handle;

    protected override bool ReleaseHandle()
    {
        var result = (ResultStruct*)handle;
        Api.duckdb_destroy_result(result);
        NativeMemory.Free(result);
        return true;
    }
}
