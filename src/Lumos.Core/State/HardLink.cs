using System.Runtime.InteropServices;

namespace Lumos.Core.State;

/// <summary>Gives a file a second name, so that it outlives being replaced.</summary>
internal static partial class HardLink
{
    /// <summary>Makes the second name; where the file system has no such thing, a copy.</summary>
    public static void Make(string path, string name)
    {
        if (!TryMake(path, name)) File.Copy(path, name, overwrite: true);
    }

    /// <summary>Makes the second name unless it is taken, in one step that only one of several processes can win.</summary>
    /// <returns>False when the name is taken, or the file system has no such thing.</returns>
    public static bool TryMake(string path, string name) => OperatingSystem.IsWindows() ? CreateHardLink(name, path, 0) : Link(path, name) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string path, string name);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string name, string path, nint security);
}
