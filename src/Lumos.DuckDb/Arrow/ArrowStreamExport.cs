using System.Runtime.InteropServices;
using Lumos.DuckDb.Columns;
using Lumos.DuckDb.Native;

namespace Lumos.DuckDb.Arrow;

/// <summary>A result as an Arrow stream. The stream owns the result.</summary>
internal sealed unsafe class ArrowStreamExport : IDisposable
{
    private const int InvalidArgument = 22;
    private const int InputOutput = 5;

    private readonly DuckDbResult _result;
    private readonly ArrowExport _export;
    private byte* _error;

    private ArrowStreamExport(DuckDbResult result)
    {
        _result = result;
        _export = new ArrowExport(result.Connection);
    }

    internal static void Start(DuckDbResult result, ArrowArrayStream* stream)
    {
        var self = GCHandle.Alloc(new ArrowStreamExport(result));
        *stream = new ArrowArrayStream
        {
            GetSchema = &GetSchema, GetNext = &GetNext, GetLastError = &GetLastError, Release = &Release, PrivateData = (void*)GCHandle.ToIntPtr(self),
        };
    }

    public void Dispose()
    {
        _export.Dispose();
        _result.Dispose();
        NativeMemory.Free(_error);
        _error = null;
    }

    [UnmanagedCallersOnly]
    private static int GetSchema(ArrowArrayStream* stream, ArrowSchema* schema)
    {
        var self = Self(stream);
        try
        {
            *schema = default;
            self._export.Schema(self._result.Columns, schema);
            return 0;
        }
        catch (Exception exception)
        {
            return self.Fail(exception, InvalidArgument);
        }
    }

    [UnmanagedCallersOnly]
    private static int GetNext(ArrowArrayStream* stream, ArrowArray* array)
    {
        var self = Self(stream);
        try
        {
            *array = default;
            using var chunk = self._result.ReadChunk();
            if (chunk is not null) self._export.Chunk(chunk, array);
            return 0;
        }
        catch (Exception exception)
        {
            return self.Fail(exception, InputOutput);
        }
    }

    [UnmanagedCallersOnly]
    private static byte* GetLastError(ArrowArrayStream* stream) => Self(stream)._error;

    [UnmanagedCallersOnly]
    private static void Release(ArrowArrayStream* stream)
    {
        var handle = GCHandle.FromIntPtr((nint)stream->PrivateData);
        ((ArrowStreamExport)handle.Target!).Dispose();
        handle.Free();
        stream->Release = null;
    }

    private static ArrowStreamExport Self(ArrowArrayStream* stream) => (ArrowStreamExport)GCHandle.FromIntPtr((nint)stream->PrivateData).Target!;

    private int Fail(Exception exception, int code)
    {
        NativeMemory.Free(_error);
        var text = Utf8Text.WithNul(exception.Message.Replace('\0', ' '));
        _error = (byte*)NativeMemory.Alloc((nuint)text.Length);
        text.CopyTo(new Span<byte>(_error, text.Length));
        return code;
    }
}
