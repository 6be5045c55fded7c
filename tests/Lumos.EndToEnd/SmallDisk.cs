using System.Diagnostics;
using System.Globalization;

namespace Lumos.EndToEnd;

/// <summary>
/// Room that runs out. Where the tests may mount, a small disk of its own; elsewhere a limit on the size of files, which fails the
/// same writes with another error of the system.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;
    private readonly int _limit;

    private SmallDisk(string folder, int kilobytes, int limit)
    {
        _folder = folder;
        _limit = limit;
        Directory.CreateDirectory(folder);
        IsMounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", Size(kilobytes), "tmpfs", folder);
    }

    /// <summary>Whether it is a disk; when not, <see cref="RunAsync"/> limits the size of files.</summary>
    public bool IsMounted { get; }

    /// <summary>Makes the folder a disk of this size, if that is allowed.</summary>
    /// <param name="folder">Folder.</param>
    /// <param name="kilobytes">Size of the disk.</param>
    /// <param name="limit">Most kilobytes of one file where mounting is not allowed.</param>
    public static SmallDisk At(string folder, int kilobytes, int limit) => new(folder, kilobytes, limit);

    /// <summary>Runs Lumos with too little room.</summary>
    public async Task<ProcessResult> RunAsync(string folder, params string[] arguments)
    {
        if (IsMounted) return await LumosProcess.RunAsync(folder, arguments);

        // The limit's signal is ignored, so that the write fails instead of the process; the runtime's own mapping is larger than the limit.
        var script = string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -f {_limit * 2}; exec dotnet \"$@\"");
        using var process = LumosProcess.StartCommand(
            folder, new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" }, ["sh", "-c", script, "sh", LumosProcess.Program, .. arguments]);
        return await LumosProcess.EndAsync(process);
    }

    /// <summary>Frees space: the disk becomes large.</summary>
    public void Free()
    {
        if (IsMounted) Assert.True(Run("mount", "-o", "remount," + Size(64 << 10), _folder));
    }

    public void Dispose()
    {
        if (IsMounted) Assert.True(Run("umount", _folder) || Run("umount", "-l", _folder));
    }

    private static string Size(int kilobytes) => string.Create(CultureInfo.InvariantCulture, $"size={kilobytes}k");

    private static bool Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
