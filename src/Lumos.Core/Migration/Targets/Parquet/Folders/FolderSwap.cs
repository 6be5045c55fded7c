using System.Runtime.InteropServices;

namespace Lumos.Core.Migration.Targets.Parquet.Folders;

/// <summary>Puts a folder in the place of another one.</summary>
/// <remarks>
/// Where the system can exchange two names in one step (Linux, macOS, on the common file systems) whoever opens the place finds the old folder or the new one, whole. Elsewhere
/// the old folder is moved aside first, and until the second move there is none; <see cref="Mend"/> undoes a swap that ended there.
/// </remarks>
internal static partial class FolderSwap
{
    private const int CurrentFolder = -100;
    private const uint Exchange = 2;

    /// <summary>Puts a folder into its place. Afterwards the old one, where there was one, is where the new one was, or aside.</summary>
    /// <param name="made">The new folder.</param>
    /// <param name="place">Its place.</param>
    /// <param name="aside">Where the old one goes when the two cannot be exchanged.</param>
    /// <param name="mayExchange">Whether to try the exchange.</param>
    /// <param name="between">Called when the swap is done, or half done where it takes two steps.</param>
    public static void Put(string made, string place, string aside, bool mayExchange, Action between)
    {
        if (!Directory.Exists(place))
        {
            Directory.Move(made, place);
            between();
            return;
        }

        if (mayExchange && TryExchange(made, place))
        {
            between();
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(aside)!);
        if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
        Directory.Move(place, aside);
        between();
        Directory.Move(made, place);
    }

    /// <summary>Puts folders that were moved aside back where their place is empty: the process died between two moves. Whoever was at it begins again.</summary>
    /// <param name="aside">Where they were moved to.</param>
    /// <param name="places">Folder of their places.</param>
    public static void Mend(string aside, string places)
    {
        if (!Directory.Exists(aside) || !Directory.Exists(places)) return;
        foreach (var folder in Directory.EnumerateDirectories(aside))
        {
            var place = Path.Combine(places, Path.GetFileName(folder));
            if (!Directory.Exists(place)) Directory.Move(folder, place);
        }
    }

    private static bool TryExchange(string one, string other)
    {
        try
        {
            if (OperatingSystem.IsLinux()) return RenameAt(CurrentFolder, one, CurrentFolder, other, Exchange) == 0;
            return OperatingSystem.IsMacOS() && RenameX(one, other, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "renamex_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameX(string from, string to, uint flags);
}
