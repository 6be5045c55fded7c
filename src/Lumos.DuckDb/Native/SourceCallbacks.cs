using System.Runtime.InteropServices;
using Lumos.DuckDb.Columns;

namespace Lumos.DuckDb.Native;

/// <summary>What the engine calls to read managed sources. No exception leaves these methods: it becomes the query's error.</summary>
internal static unsafe class SourceCallbacks
{
    [UnmanagedCallersOnly]
    internal static void Free(nint data) => GCHandle.FromIntPtr(data).Free();

    [UnmanagedCallersOnly]
    internal static void FreeAndDispose(nint data)
    {
        var handle = GCHandle.FromIntPtr(data);
        try
        {
            (handle.Target as IDisposable)?.Dispose();
        }
        catch (Exception exception)
        {
            // The query is over: there is nobody left to tell but who looks for it.
            _ = ScanErrors.Put(exception);
        }

        handle.Free();
    }

    [UnmanagedCallersOnly]
    internal static void Replace(nint info, byte* tableName, nint data)
    {
        if (Target<SourceRegistry>(data) is not { } registry || !registry.TryFind(Utf8Text.Read(tableName) ?? "", out var number)) return;
        fixed (byte* function = SourceRegistry.FunctionName) Api.duckdb_replacement_scan_set_function_name(info, function);
        var value = Api.duckdb_create_int64(number);
        Api.duckdb_replacement_scan_add_parameter(info, value);
        Api.duckdb_destroy_value(ref value);
    }

    [UnmanagedCallersOnly]
    internal static void Bind(nint info)
    {
        try
        {
            var value = Api.duckdb_bind_get_parameter(info, 0);
            var number = Api.duckdb_get_int64(value);
            Api.duckdb_destroy_value(ref value);
            var source = SourceRegistry.Find(number) ?? throw new InvalidOperationException("The source is not registered any more.");
            foreach (var column in source.Columns)
            {
                using var type = LogicalTypes.Create(column.Type);
                fixed (byte* name = Utf8Text.WithNul(column.Name)) Api.duckdb_bind_add_result_column(info, name, type.DangerousGetHandle());
            }

            if (source.EstimatedRows is { } rows) Api.duckdb_bind_set_cardinality(info, (ulong)Math.Max(0, rows), 0);
            Api.duckdb_bind_set_bind_data(info, GCHandle.ToIntPtr(GCHandle.Alloc(source)), &Free);
        }
        catch (Exception exception)
        {
            fixed (byte* message = ErrorText(exception)) Api.duckdb_bind_set_error(info, message);
        }
    }

    [UnmanagedCallersOnly]
    internal static void Init(nint info)
    {
        try
        {
            var source = Target<DuckDbSource>(Api.duckdb_init_get_bind_data(info))!;
            var projection = new List<int>();
            for (ulong i = 0, count = Api.duckdb_init_get_column_count(info); i < count; i++)
            {
                // A query that only counts rows asks for a column that does not exist.
                var column = Api.duckdb_init_get_column_index(info, i);
                if (column < (ulong)source.Columns.Count) projection.Add((int)column);
            }

            var state = new ScanState(source.Scan(projection), [.. projection.Select(column => source.Columns[column].Type)]);
            Api.duckdb_init_set_max_threads(info, (ulong)Math.Max(1, state.Scan.MaxThreads));
            Api.duckdb_init_set_init_data(info, GCHandle.ToIntPtr(GCHandle.Alloc(state)), &FreeAndDispose);
        }
        catch (Exception exception)
        {
            fixed (byte* message = ErrorText(exception)) Api.duckdb_init_set_error(info, message);
        }
    }

    [UnmanagedCallersOnly]
    internal static void LocalInit(nint info) =>
        Api.duckdb_init_set_init_data(info, GCHandle.ToIntPtr(GCHandle.Alloc(new ReaderState())), &FreeAndDispose);

    [UnmanagedCallersOnly]
    internal static void Read(nint info, nint chunk)
    {
        try
        {
            var scan = Target<ScanState>(Api.duckdb_function_get_init_data(info))!;
            var local = Target<ReaderState>(Api.duckdb_function_get_local_init_data(info))!;
            var reader = local.Reader ??= scan.Scan.OpenReader();
            var rows = reader.Read(new DuckDbScanOutput(chunk, scan.Types));
            if ((uint)rows > (uint)DuckDbDataChunk.DefaultCapacity) throw new InvalidOperationException("A source reported more rows than fit.");
            Api.duckdb_data_chunk_set_size(chunk, (ulong)rows);
        }
        catch (Exception exception)
        {
            fixed (byte* message = ErrorText(exception)) Api.duckdb_function_set_error(info, message);
        }
    }

    private static T? Target<T>(nint handle) where T : class => handle == 0 ? null : GCHandle.FromIntPtr(handle).Target as T;

    private static byte[] ErrorText(Exception exception) => Utf8Text.WithNul(ScanErrors.Put(exception).Replace('\0', ' '));

    private sealed class ScanState(DuckDbScan scan, DuckDbLogicalType[] types) : IDisposable
    {
        internal DuckDbScan Scan => scan;

        internal DuckDbLogicalType[] Types => types;

        public void Dispose() => scan.Dispose();
    }

    private sealed class ReaderState : IDisposable
    {
        internal DuckDbScanReader? Reader { get; set; }

        public void Dispose() => Reader?.Dispose();
    }
}
