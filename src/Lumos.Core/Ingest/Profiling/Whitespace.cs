using System.Text;

namespace Lumos.Core.Ingest.Profiling;

/// <summary>The two white-space sets of the transform language, over UTF-8.</summary>
internal static class Whitespace
{
    /// <summary>Removes the 25 Unicode white-space code points from both ends.</summary>
    /// <param name="cell">Cell.</param>
    /// <param name="unicode">Whether one outside the ASCII set was removed.</param>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell, out bool unicode)
    {
        unicode = false;
        while (cell.Length > 0)
        {
            if (IsAscii(cell[0])) cell = cell[1..];
            else if (cell[0] >= 0x80 && Rune.DecodeFromUtf8(cell, out var rune, out var width) == 0 && IsWide(rune))
            {
                cell = cell[width..];
                unicode = true;
            }
            else break;
        }

        while (cell.Length > 0)
        {
            if (IsAscii(cell[^1])) cell = cell[..^1];
            else if (cell[^1] >= 0x80 && Rune.DecodeLastFromUtf8(cell, out var rune, out var width) == 0 && IsWide(rune))
            {
                cell = cell[..^width];
                unicode = true;
            }
            else break;
        }

        return cell;
    }

    private static bool IsAscii(byte b) => b is 0x20 or (>= 9 and <= 13);

    private static bool IsWide(Rune rune) => rune.Value is 0x85 or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;
}
