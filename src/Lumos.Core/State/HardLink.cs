using System.Runtime.InteropServices;

namespace Lumos.Core.State;

/// <summary>Gives a file a second name, so that it outlives being replaced.</summary>
internal static partial class HardLink
{
    /// <summary>Makes the second name; where the file system has no such thing, a copy.</summary>
    public static void Make(string path, string name)
    {
        var made = OperatingSystem.IsWindows() ? CreateHardLink(name, path, 0) : Link(path, name) == 0;
        if (!made) File.Copy(path, name, overwrite: true);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string name);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string name, string path, nint security);
}
