using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lumos.DuckDb.Native;

/// <summary>Finds DuckDB's native library: a path from the environment, the application's folder, then the system's own search.</summary>
internal static class LibraryLoader
{
    internal const string PathVariable = "LUMOS_DUCKDB_LIBRARY";

    private static readonly Lock Gate = new();
    private static nint _loaded;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The resolver must be in place before the first import; a static constructor would cost a check on every call.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(LibraryLoader).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Api.Library) return 0;
        lock (Gate)
        {
            if (_loaded == 0) _loaded = Load(assembly, searchPath);
            return _loaded;
        }
    }

    private static nint Load(Assembly assembly, DllImportSearchPath? searchPath)
    {
        var asked = Environment.GetEnvironmentVariable(PathVariable);
        if (!string.IsNullOrEmpty(asked))
        {
            return NativeLibrary.TryLoad(asked, out var handle)
                ? handle
                : throw new DllNotFoundException($"The environment variable {PathVariable} names '{asked}', which is not a DuckDB library this process can load.");
        }

        var file = FileName;
        foreach (var candidate in (ReadOnlySpan<string>)[file, Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native", file)])
        {
            var path = Path.Combine(AppContext.BaseDirectory, candidate);
            if (File.Exists(path) && NativeLibrary.TryLoad(path, out var handle)) return handle;
        }

        if (NativeLibrary.TryLoad(Api.Library, assembly, searchPath, out var found)) return found;
        throw new DllNotFoundException(
            $"DuckDB's native library ({file}, {RuntimeInformation.RuntimeIdentifier}) was not found beside the application or on the system: "
            + $"rebuild with npm installed so that the build fetches it, or set {PathVariable} to the path of a DuckDB 1.5 library.");
    }

    private static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";
}
