using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets;

/// <summary>What an embedded engine may use while it migrates.</summary>
/// <param name="MemoryMegabytes">Memory; what does not fit is spilled.</param>
/// <param name="Threads">Threads.</param>
/// <param name="SpillFolder">Where it spills.</param>
internal sealed record EngineLimits(int MemoryMegabytes, int Threads, string SpillFolder)
{
    /// <summary>Connection string of a database.</summary>
    /// <param name="path">File; <c>:memory:</c> for none.</param>
    /// <param name="isReadOnly">Whether it is only read.</param>
    public string For(string path, bool isReadOnly = false)
    {
        var settings = new DuckDbConnectionStringBuilder
        {
            DataSource = path,
            ReadOnly = isReadOnly,
            MemoryLimit = MemoryMegabytes.ToString(System.Globalization.CultureInfo.InvariantCulture) + "MB",
            Threads = Threads,
            TempDirectory = SpillFolder,
            PreserveInsertionOrder = true,
        };
        return settings.ConnectionString;
    }
}
