using System.Reflection;
using System.Runtime.InteropServices;

namespace Lumos.Testing.Servers;

/// <summary>The C interface of ClickHouse as a library (chDB), as its header has it since 26.3.</summary>
internal static unsafe partial class ClickHouseLibrary
{
    internal const string PathVariable = "LUMOS_CLICKHOUSE_LIBRARY";
    private const string Name = "chdb";

    static ClickHouseLibrary() => NativeLibrary.SetDllImportResolver(typeof(ClickHouseLibrary).Assembly, Resolve);

    /// <summary>Path somebody asked for; null for none.</summary>
    public static string? Asked { get; set; }

    /// <summary>Path of the library: asked for, named by the environment or beside the program; null when there is none.</summary>
    public static string? Find()
    {
        var asked = Asked ?? Environment.GetEnvironmentVariable(PathVariable);
        var path = string.IsNullOrEmpty(asked) ? Path.Combine(AppContext.BaseDirectory, "libchdb.so") : asked;
        return OperatingSystem.IsLinux() && File.Exists(path) ? path : null;
    }

    [LibraryImport(Name, EntryPoint = "chdb_set_signal_handlers_enabled")]
    public static partial void SetSignalHandlersEnabled(int enabled);

    [LibraryImport(Name, EntryPoint = "chdb_connect")]
    public static partial nint* Connect(int count, byte** arguments);

    [LibraryImport(Name, EntryPoint = "chdb_close_conn")]
    public static partial void Close(nint* connection);

    [LibraryImport(Name, EntryPoint = "chdb_query_n")]
    public static partial nint Query(nint connection, byte* sql, nuint length, byte* format, nuint formatLength);

    [LibraryImport(Name, EntryPoint = "chdb_result_error")]
    public static partial byte* ErrorOf(nint result);

    [LibraryImport(Name, EntryPoint = "chdb_result_buffer")]
    public static partial byte* BufferOf(nint result);

    [LibraryImport(Name, EntryPoint = "chdb_result_length")]
    public static partial nuint LengthOf(nint result);

    [LibraryImport(Name, EntryPoint = "chdb_destroy_query_result")]
    public static partial void Destroy(nint result);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == Name && Find() is { } path ? NativeLibrary.Load(path) : 0;
}
