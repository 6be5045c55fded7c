using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lumos.Core.Migration.Transform;

/// <summary>Writes times of day as ISO 8601 has them and PostgreSQL prints them: <c>9:30</c> and <c>9:30 AM</c> as <c>09:30:00</c>.</summary>
internal static class TimeText
{
    private static readonly string[] Formats = ["H:m", "H:m:s", "H:m:s.FFFFFF", "h:m tt", "h:m:s tt", "h:mtt", "h:m:stt"];

    /// <summary>Writes a text in that form.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="into">Receives it.</param>
    /// <returns>False when it is no time of day.</returns>
    public static bool TryWrite(ReadOnlyMemory<byte> text, ArrayBufferWriter<byte> into)
    {
        if (!TimeOnly.TryParseExact(Encoding.UTF8.GetString(text.Span), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowLeadingWhite | DateTimeStyles.AllowTrailingWhite, out var time)) return false;
        into.Write(Encoding.ASCII.GetBytes(time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)));
        return true;
    }
}
